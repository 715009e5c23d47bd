// SPDX-License-Identifier: GPL-3.0-or-later
// What words of a graphic stand on: even pixels, and a ground that asks something of their paint. Used while a scene is
// set up.
#pragma once

#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/words_box.h"

namespace gatecast {

/// As many even pixels as hold `px`.
[[nodiscard]] inline int even_up(double px) {
    return (static_cast<int>(std::ceil(px)) + 1) & ~1;
}

/// The even pixels inside an area whose corner may be moved by one.
[[nodiscard]] inline Rect even_inside(const Rect& area) {
    return {area.x & ~1, area.y & ~1, area.width & ~1, area.height & ~1};
}

/// As words_paint(), but words that stand on a panel alone, no picture under them, are clear without an outline.
[[nodiscard]] inline Paint paint_on_ground(const GraphicSetup& setup) {
    Paint paint = words_paint(setup);
    const bool over_picture = std::ranges::any_of(setup.display.pictures, [&](const Region& region) {
        return !intersection(region.area, setup.graphic.area).empty();
    });
    if (!over_picture) paint.outline_em = 0;
    return paint;
}

}  // namespace gatecast
