// SPDX-License-Identifier: GPL-3.0-or-later
// What a programme shows over its pictures, on every display it is shown on: presets/programmes/*.toml. Read for one
// display at a time, since areas are shares of its canvas and its graphics' places are the display's.
#pragma once

#include <string>
#include <vector>

#include "filters/canvas.h"
#include "presets/graphic.h"

namespace gatecast {

struct Programme {
    std::string name;
    std::string title_vi, title_en;
    bool news = false;                               // no advertising over it
    Transition transition = Transition::kCrossFade;  // between items and photos
    Edge wipe_from = Edge::kLeft;
    double transition_s = 0.8;  // 0: cut
    /// The display's own graphics as this programme fills them, then those only it has.
    std::vector<Graphic> graphics;
};

}  // namespace gatecast
