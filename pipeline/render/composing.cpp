// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/composing.h"

#include <algorithm>

#include "presets/message.h"

namespace gatecast {

namespace {

std::unique_ptr<SceneGraphic> made(const RenderPlan& plan, const Composition& composition, const Graphic& graphic) {
    return make_graphic(
        {graphic, composition.display, composition.style, composition.chroma, plan.length, plan.request.on_air});
}

/// Inputs begin as the output begins.
Time start_of(const RenderPlan& plan, const std::string& name) {
    return name == kProgrammeSource ? plan.from : Time(0);
}

/// The largest region that shows a source: pages and cards are drawn for it.
Size largest_region(const Display& display, const std::string& name) {
    Size largest;
    for (const Region& region : display.pictures)
        if (region.source == name && region.area.width >= largest.width) largest = region.area.size();
    return largest;
}

}  // namespace

std::unique_ptr<Scene> make_scene(const RenderPlan& plan, const Composition& composition) {
    const Display& display = composition.display;
    auto scene = std::make_unique<Scene>(display, composition.chroma, ItemTimes{plan.length, plan.request.on_air});
    scene->set_picture_change(composition.change);
    if (composition.subtitles)
        scene->set_text(std::make_unique<TextLayer>(composition.subtitles, display, composition.chroma, plan.from));
    for (const Graphic& graphic : composition.graphics) scene->add(graphic, made(plan, composition, graphic));
    return scene;
}

std::vector<Message> graphic_problems(const RenderPlan& plan) {
    std::vector<Message> all;
    for (const Composition& composition : plan.compositions)
        for (const Graphic& graphic : composition.graphics)
            if (const auto graphic_made = made(plan, composition, graphic))
                for (const Message& problem : graphic_made->problems()) add_once(all, problem);
    return all;
}

FrameSource& OpenClips::open(const std::string& name, const Composition& composition) {
    SourceOptions options;
    options.each = plan_.request.still_time;
    options.region = largest_region(composition.display, name);
    options.fade = composition.change.time;
    options.card = composition.card;
    options.style = composition.style;
    const Time first = from_start_ ? Time(0) : start_of(plan_, name) + first_;
    open_.push_back({name, open_source(*plan_.clip_named(name), first, options)});
    return *open_.back().source;
}

std::vector<RegionSource> OpenClips::sources_for(const Composition& composition) {
    const size_t others = open_.size();  // opened for other displays
    std::vector<RegionSource> sources;
    for (const Region& region : composition.display.pictures) {
        const bool shared = plan_.clip_named(region.source)->kind == ClipKind::kFilm;
        const auto mine = open_.begin() + static_cast<std::ptrdiff_t>(shared ? 0 : others);
        const auto known =
            std::find_if(mine, open_.end(), [&](const OpenClip& each) { return each.name == region.source; });
        FrameSource& source = known != open_.end() ? *known->source : open(region.source, composition);
        sources.push_back({&source, start_of(plan_, region.source)});
    }
    return sources;
}

std::vector<Message> OpenClips::problems() const {
    std::vector<Message> all;
    for (const OpenClip& each : open_)
        for (const Message& problem : each.source->problems()) add_once(all, problem);
    return all;
}

}  // namespace gatecast
