// SPDX-License-Identifier: GPL-3.0-or-later
// What a lane tells its starter: one JSON value a line on its standard output, which may be a file that holds the words
// of an earlier try, broken off anywhere.
#pragma once

#include <optional>
#include <string>

#include "presets/message.h"

namespace gatecast {

struct LaneEvent {
    enum class Kind : uint8_t { kFrames, kWorkingOn, kMade, kProblem, kFailed, kFinished } kind = Kind::kFrames;
    int64_t frames = 0;       // kFrames: composed since the last event
    std::string key;          // kWorkingOn, kMade
    Message message;          // kProblem (what could be done was), kFailed (nothing more will come)
    bool of_machine = false;  // kFailed: as MachineError
};

[[nodiscard]] std::string to_line(const LaneEvent& event);
/// Nothing for a line that is no event.
[[nodiscard]] std::optional<LaneEvent> event_from_line(const std::string& line);

}  // namespace gatecast
