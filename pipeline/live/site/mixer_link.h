// SPDX-License-Identifier: GPL-3.0-or-later
// The site's hold on its mixer: finds one that runs or starts one, speaks with it, and puts another in its place when
// it dies or stands still. The site process's one thread.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>

#include "pipeline/live/mixer/mixer.h"
#include "pipeline/live/wire.h"

namespace gatecast {

class MixerLink {
public:
    /// `hear`: every letter; null bodies tell that the mixer is gone.
    using Hear = std::function<void(const nlohmann::json& news)>;
    MixerLink(MixerSettings settings, Hear hear);

    /// To poll; -1: there is none now.
    [[nodiscard]] int descriptor() const { return wire_ ? wire_->descriptor() : -1; }
    bool send(const nlohmann::json& order, int enclosed);
    /// Reads what has come, and does what is due. Called at least ten times a second.
    void look_around();
    /// Of the mixers that are started from now on.
    void set_settings(MixerSettings settings) { settings_ = std::move(settings); }
    [[nodiscard]] const nlohmann::json& status() const { return status_; }
    /// 0 or less: it is not known.
    [[nodiscard]] pid_t process() const { return process_; }
    /// Frames come, or a new mixer is on its way.
    [[nodiscard]] bool healthy() const;

private:
    void connect();
    void start();
    void hear_all();
    void lose();

    MixerSettings settings_;
    Hear hear_;
    std::unique_ptr<Wire> wire_;
    pid_t process_ = -1;  // also of an adopted one
    bool child_ = false;  // of ours
    Time started_{0}, heard_{0};
    int failures_ = 0;
    nlohmann::json status_;
};

}  // namespace gatecast
