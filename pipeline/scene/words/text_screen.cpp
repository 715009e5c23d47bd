// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/text_screen.h"

#include <algorithm>
#include <cmath>

namespace gatecast {

namespace {

// Of the screen's shorter side, above what subtitles keep clear of: a line's foot is nearer to its edge than its head.
constexpr double kGapShare = 0.01;

}  // namespace

Screen text_screen(const Display& display, std::vector<Rect> keep_out) {
    Screen screen;
    screen.canvas = display.canvas;
    screen.picture = display.pictures.empty() ? area_of(display.canvas) : display.pictures.front().area;
    screen.safe_area_percent = display.safe_area_percent;
    screen.pitch_mm = display.pitch_mm;
    screen.viewing_distance_m = display.viewing_distance_m;
    screen.rate = display.rate;
    screen.interlaced = display.fields != FieldOrder::kProgressive;
    const auto gap = static_cast<int>(std::lround(kGapShare * std::min(display.canvas.width, display.canvas.height)));
    for (Rect& area : keep_out) area = {area.x, area.y - gap, area.width, area.height + gap};
    screen.keep_out = std::move(keep_out);
    return screen;
}

}  // namespace gatecast
