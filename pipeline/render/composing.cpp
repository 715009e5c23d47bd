// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/composing.h"

#include "pipeline/scene/drawing.h"
#include "presets/message.h"

namespace gatecast {

std::unique_ptr<Scene> make_scene(const RenderPlan& plan, const Composition& composition) {
    const Display& display = composition.display;
    auto scene = std::make_unique<Scene>(display, composition.chroma);
    if (composition.subtitles)
        scene->set_text(std::make_unique<TextLayer>(composition.subtitles, display, composition.chroma, plan.from));
    const auto& logo = plan.request.logo;
    if (!logo) return scene;
    if (display.logo_area.empty())
        throw Error(message("{}: has no logo area. Give it one (logo_area) in a preset of your own.", display.name));
    const Drawing drawing = draw_image_within(logo->file, display.logo_area.size());
    const Rect place = logo_place(drawing.size, display.logo_area, display.canvas);
    Overlay overlay = make_overlay(drawing.view(), place.x, place.y, composition.chroma, next_change_id());
    if (display.fields != FieldOrder::kProgressive) overlay = soften_for_fields(overlay, next_change_id());
    scene->add({std::make_shared<Overlay>(std::move(overlay)), logo->from, logo->until.value_or(Time::max())});
    return scene;
}

SourceOptions source_options(const RenderRequest& request, const Display& display) {
    SourceOptions options;
    options.each = request.still_time;
    if (!display.pictures.empty()) options.region = display.pictures.front().area.size();
    return options;
}

}  // namespace gatecast
