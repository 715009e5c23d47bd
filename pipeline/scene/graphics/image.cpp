// SPDX-License-Identifier: GPL-3.0-or-later
// A picture file in its area: a logo, a frame, an advertisement.
#include "pipeline/scene/drawing.h"
#include "pipeline/scene/graphics/still_graphic.h"

namespace gatecast {

std::unique_ptr<SceneGraphic> make_image(const GraphicSetup& setup) {
    const Rect& area = setup.graphic.area;
    const Drawing drawing = draw_image_within(setup.graphic.image, area.size());
    const Rect place = logo_place(drawing.size, area, setup.display.canvas);
    return std::make_unique<StillGraphic>(
        finished(make_overlay(drawing.view(), place.x, place.y, setup.chroma, 0), setup));
}

}  // namespace gatecast
