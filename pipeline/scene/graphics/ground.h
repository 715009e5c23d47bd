// SPDX-License-Identifier: GPL-3.0-or-later
// What words of a graphic stand on, and what that asks of their paint. Used while a scene is set up.
#pragma once

#include <algorithm>

#include "pipeline/scene/graphics/words_box.h"

namespace gatecast {

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
