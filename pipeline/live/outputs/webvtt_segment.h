// SPDX-License-Identifier: GPL-3.0-or-later
// What is said during one segment of an HLS stream, as a segment of WebVTT. Plain function; the HLS sink's thread.
#pragma once

#include <string>
#include <vector>

#include "filters/geometry.h"
#include "pipeline/live/words/live_cue.h"

namespace gatecast {

/// `zero_90k`: what the stream's clock shows at the grid's frame 0. Cues keep their times on the grid from segment to
/// segment, so that a player knows one that lasts over several as the same.
[[nodiscard]] std::string webvtt_segment(const std::vector<LiveCue>& cues, int64_t begun, Rational rate,
                                         int64_t zero_90k);

}  // namespace gatecast
