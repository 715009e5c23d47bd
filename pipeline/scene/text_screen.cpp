// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/text_screen.h"

namespace gatecast {

Screen text_screen(const Display& display, std::vector<Rect> keep_out) {
    Screen screen;
    screen.canvas = display.canvas;
    screen.picture = display.pictures.empty() ? area_of(display.canvas) : display.pictures.front().area;
    screen.safe_area_percent = display.safe_area_percent;
    screen.pitch_mm = display.pitch_mm;
    screen.viewing_distance_m = display.viewing_distance_m;
    screen.rate = display.rate;
    screen.interlaced = display.fields != FieldOrder::kProgressive;
    screen.keep_out = std::move(keep_out);
    return screen;
}

}  // namespace gatecast
