// SPDX-License-Identifier: GPL-3.0-or-later
// Frames, frames a second, speed and time left, on a line that rewrites itself; nothing when nobody watches.
#pragma once

#include <chrono>
#include <string>

#include "pipeline/cli/console.h"

namespace gatecast {

class Progress {
public:
    Progress(Console& console, std::string name);

    void show(int64_t frames_done, int64_t frames_all);
    void finish();

private:
    using Clock = std::chrono::steady_clock;
    Console& console_;
    std::string name_;
    Clock::time_point begun_;
    Clock::time_point shown_;
    int quarter_ = 0;  // of the work said so far, where lines are plain
};

}  // namespace gatecast
