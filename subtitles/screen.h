// SPDX-License-Identifier: GPL-3.0-or-later
// What layout must know of the screen it lays out for. The pipeline fills it from a display preset.
#pragma once

#include <vector>

#include "filters/geometry.h"

namespace gatecast {

struct Screen {
    Size canvas;
    Rect picture;                  // the region that the programme fills: positions of a track are shares of it
    double safe_area_percent = 5;  // of each side, no ink outside
    double pitch_mm = 0;           // of an LED wall; 0: not one
    double viewing_distance_m = 0;
    Rational rate{25, 1};  // of output frames: gaps are counted in them
    bool interlaced = false;
    std::vector<Rect> keep_out;  // logo, ticker, clock: no text under them
};

}  // namespace gatecast
