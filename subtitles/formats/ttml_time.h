// SPDX-License-Identifier: GPL-3.0-or-later
// Time expressions of TTML: 00:01:02.500, 00:01:02:12, 12.3s, 100f, 1200000t. Used by the TTML reader.
#pragma once

#include <optional>
#include <string_view>

#include "filters/geometry.h"

namespace gatecast {

struct TtmlClock {
    Rational frame_rate{25, 1};  // frameRate times its multiplier
    double ticks_a_second = 1;
    bool drop_frames = false;  // dropMode dropNTSC
};

struct TtmlTime {
    Time time{0};
    bool frames = false;  // counted in frames
};
[[nodiscard]] std::optional<TtmlTime> read_ttml_time(std::string_view written, const TtmlClock& clock);

}  // namespace gatecast
