// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/text_screen.h"

namespace gatecast {

Screen text_screen(const Display& display, bool with_logo) {
    Screen screen;
    screen.canvas = display.canvas;
    screen.picture = display.pictures.empty() ? area_of(display.canvas) : display.pictures.front().area;
    screen.safe_area_percent = display.safe_area_percent;
    screen.pitch_mm = display.pitch_mm;
    screen.viewing_distance_m = display.viewing_distance_m;
    screen.rate = display.rate;
    screen.interlaced = display.fields != FieldOrder::kProgressive;
    if (with_logo && !display.logo_area.empty()) screen.keep_out.push_back(display.logo_area);
    return screen;
}

}  // namespace gatecast
