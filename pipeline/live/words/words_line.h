// SPDX-License-Identifier: GPL-3.0-or-later
// A text process's conversation with the mixer: overlays go there, and hanging up is all that comes back. It waits
// where the mixer has no room. One thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "pipeline/live/wire.h"
#include "pipeline/scene/words/text_times.h"

namespace gatecast {

class WordsLine {
public:
    explicit WordsLine(Descriptor socket) : wire_(std::move(socket)) {}

    /// Where and when an overlay stands. `deck` empty: a live line, whose frames are the grid's.
    struct Place {
        std::string display, deck, language;
        int64_t shift_frames = 0;  // of its times: repeats of an item
    };
    void show(const Place& place, const TextTimes& times, size_t showing, const Overlay& overlay);
    void say(const nlohmann::json& body, int enclosed = -1);

    [[nodiscard]] bool hung_up();
    [[nodiscard]] int descriptor() const { return wire_.descriptor(); }

private:
    Wire wire_;
};

}  // namespace gatecast
