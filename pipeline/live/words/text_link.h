// SPDX-License-Identifier: GPL-3.0-or-later
// The site's hold on one of its text processes: starts it for the mixer that runs, speaks with it, and puts another in
// its place when it dies. The site process's one thread.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "filters/geometry.h"
#include "pipeline/live/wire.h"

namespace gatecast {

class TextLink {
public:
    struct Tools {
        std::function<bool(const nlohmann::json& order, int enclosed)> to_mixer;
        std::function<void(const nlohmann::json& news)> hear;
        std::function<void()> begun;  // a new one is there, and knows nothing yet
    };
    /// `settings`: as run_text() takes them.
    TextLink(nlohmann::json settings, Tools tools) : settings_(std::move(settings)), tools_(std::move(tools)) {}

    /// A process with others takes the place of the one that runs.
    void take_over(nlohmann::json settings);
    void mixer_is_there();
    void mixer_is_gone();
    /// False: there is none.
    bool send(const nlohmann::json& order, int enclosed = -1);
    /// What it has not handed over yet is never shown; another one takes its place.
    void end_it();
    /// Reads what has come, and does what is due. Called a few times a second.
    void look_around();
    [[nodiscard]] int descriptor() const { return wire_ ? wire_->descriptor() : -1; }
    [[nodiscard]] pid_t process() const { return process_; }

private:
    void start();

    nlohmann::json settings_;
    Tools tools_;
    std::unique_ptr<Wire> wire_;
    pid_t process_ = -1;
    std::vector<pid_t> leaving_;
    bool mixer_ = false;
    Time started_{0};
    int failures_ = 0;  // in a row
};

}  // namespace gatecast
