// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/stream_line.h"

namespace gatecast {

namespace {

// Tracks of one stream lie this far apart at most, and a packet that is lost leaves no larger hole.
constexpr Time kLargestStep = std::chrono::milliseconds(1500);

bool near(Time a, Time b) {
    return a - b <= kLargestStep && b - a <= kLargestStep;
}

}  // namespace

bool StreamLine::fits(Time line, const std::optional<Time>& track_end) const {
    return near(line, *last_) || (track_end && near(line, *track_end));
}

Time StreamLine::place(int track, Time told, Time duration) {
    std::optional<Time>& end = ends_[track];
    if (!last_) {
        offset_ = offset_before_ = -told;
        last_ = Time(0);
    }
    Time line = told + offset_;
    if (!fits(line, end)) {
        line = told + offset_before_;
        if (!fits(line, end)) {
            line = end.value_or(*last_);
            offset_before_ = offset_;
            offset_ = line - told;
            ++jumps_;
        }
    }
    end = last_ = line + duration;
    return line;
}

}  // namespace gatecast
