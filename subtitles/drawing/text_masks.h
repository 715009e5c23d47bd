// SPDX-License-Identifier: GPL-3.0-or-later
// How much of each pixel the fills and the outlines of some lines cover. Used by draw.cpp alone.
#pragma once

#include <vector>

#include "subtitles/drawing/draw.h"
#include "subtitles/drawing/text_stamps.h"

namespace gatecast {

struct TextMasks {
    Rect area;         // on the canvas
    Coverage outline;  // strokes of all runs and what they surround; empty without outlines
    struct Fill {
        Rgb colour;
        Coverage coverage;
    };
    std::vector<Fill> fills;  // one a colour
};

/// Pixels on each side of a line's strokes.
[[nodiscard]] double outline_px(const PlacedLine& line, const Paint& paint);

[[nodiscard]] TextMasks draw_masks(const std::vector<PlacedLine>& lines, const Paint& paint, const Rect& area);

}  // namespace gatecast
