// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/graphic.h"

#include <array>

#include "pipeline/scene/drawing.h"

namespace gatecast {
namespace {

struct Maker {
    GraphicKind kind;
    std::unique_ptr<SceneGraphic> (*make)(const GraphicSetup&);
};

constexpr std::array<Maker, kGraphicKinds> kMakers{{
    {GraphicKind::kImage, make_image},
    {GraphicKind::kSequence, make_sequence},
    {GraphicKind::kLowerThird, make_lower_third},
    {GraphicKind::kTicker, make_ticker},
    {GraphicKind::kClock, make_clock},
    {GraphicKind::kCountdown, make_clock},
    {GraphicKind::kDate, make_date},
    {GraphicKind::kLabel, make_label},
    {GraphicKind::kNotice, make_notice},
}};

}  // namespace

std::unique_ptr<SceneGraphic> make_graphic(const GraphicSetup& setup) {
    if (!setup.graphic.shown || setup.graphic.area.empty() || !has_content(setup.graphic)) return nullptr;
    for (const Maker& maker : kMakers)
        if (maker.kind == setup.graphic.kind) return maker.make(setup);
    return nullptr;
}

OverlayRef finished(Overlay overlay, const GraphicSetup& setup) {
    if (setup.display.fields != FieldOrder::kProgressive)
        return std::make_shared<const Overlay>(soften_for_fields(overlay, next_change_id()));
    overlay.change_id = next_change_id();
    return std::make_shared<const Overlay>(std::move(overlay));
}

}  // namespace gatecast
