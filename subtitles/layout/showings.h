// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks as showings with their places: times, lanes, plans, ladder. The whole of a programme on one screen, read from
// top to bottom in lay_out(). Called by Subtitles.
#pragma once

#include <span>
#include <vector>

#include "subtitles/layout/layout.h"
#include "subtitles/subtitles.h"

namespace gatecast {

struct LaidOut {
    Showing showing;  // without its key
    size_t track = 0;
    std::vector<PlacedBlock> blocks;
    Paint paint;
};

/// What is laid out, and for what.
struct TracksOnScreen {
    const std::vector<Track>& tracks;
    const Style& style;
    const Screen& screen;
    std::vector<size_t> shown;  // tracks in the order of their bands, top first
};

/// By time, then from top to bottom. problems[i] belongs to tracks[i].
[[nodiscard]] std::vector<LaidOut> lay_out(const TracksOnScreen& programme, FontSet& fonts,
                                           std::vector<std::vector<Problem>>& problems);

}  // namespace gatecast
