// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/live_display.h"

#include <algorithm>
#include <array>

#include "pipeline/live/counter.h"

namespace gatecast {

namespace {

/// The place that a display keeps for notices, else a band at its foot.
Graphic notice_place(const Display& display) {
    const auto kept = std::ranges::find(display.graphics, GraphicKind::kNotice, &Graphic::kind);
    if (kept != display.graphics.end()) return *kept;
    Graphic place;
    place.name = "notice";
    place.kind = GraphicKind::kNotice;
    const Size canvas = display.canvas;
    place.area = {0, canvas.height * 3 / 4 & ~1, canvas.width & ~1, canvas.height / 4 & ~1};
    place.box_opacity = 1;
    place.bold = true;
    return place;
}

}  // namespace

LiveDisplay::LiveDisplay(const LiveDisplaySettings& settings, const PresetLibrary& library)
    : LiveDisplay(dress_for_air(settings, library), settings.counter) {}

LiveDisplay::LiveDisplay(LiveDress dress, bool counter)
    : scene_(dress.display, chroma()),
      style_(std::move(dress.style)),
      canvas_(display().canvas, chroma()),
      placer_({display().canvas, display().rotation_degrees, display().fold_rows, display().frame,
               display().placement.x, display().placement.y}),
      counter_(counter) {
    for (const Graphic& graphic : dress.arrangement.graphics)
        scene_.add(graphic, make_graphic({graphic, display(), style_, chroma(), Time::max(), {}}));
}

Picture LiveDisplay::compose(int64_t n, WallTime wall, const Given& given) {
    const ShownPicture* shown = given.picture;
    const Moment now{frame_time(n, display().rate), n, wall};
    const std::vector<const ShownPicture*>::size_type regions = display().pictures.size();
    const std::array<const ShownPicture*, 4> in_regions{shown, shown, shown, shown};
    scene_.layers_at(now, std::span(in_regions).first(std::min(regions, in_regions.size())), layers_,
                     words_.seen_at({given.deck, given.item_frame, n}));
    add_notice(now);
    const Picture picture = placer_.place(dimmer_.dim(canvas_.compose(layers_), signal_share_at(display(), wall)));
    layers_.clear();
    return own(picture, shown, n);
}

DrawnNotice LiveDisplay::draw_notice(const std::string& id, const Words& words) const {
    DrawnNotice notice;
    notice.id = id;
    notice.graphic = notice_place(display());
    notice.graphic.words = words;
    notice.graphic.shown = true;
    notice.made = make_graphic({notice.graphic, display(), style_, chroma(), Time::max(), {}});
    return notice;
}

void LiveDisplay::show_notice(DrawnNotice notice) {
    hide_notice(notice.id);
    if (notice.made) notices_.push_back(std::move(notice));
}

void LiveDisplay::hide_notice(const std::string& id) {
    std::erase_if(notices_, [&id](const DrawnNotice& each) { return each.id == id; });
}

/// The most urgent one, above everything; of equal ones the newest.
void LiveDisplay::add_notice(const Moment& now) {
    std::erase_if(notices_, [&now](const DrawnNotice& each) { return now.tick >= each.until; });
    DrawnNotice* urgent = nullptr;
    for (DrawnNotice& each : notices_)
        if (now.tick >= each.from && (urgent == nullptr || each.priority >= urgent->priority)) urgent = &each;
    if (urgent == nullptr) return;
    const size_t at_rest = layers_.size();
    urgent->made->add_layers(now, layers_);
    take_pose(pose_at(urgent->graphic, display(), now.t - frame_time(urgent->from, display().rate), Time::max()),
              layers_, at_rest);
}

/// A picture that went through untouched still lies in the ring, where its deck waits for the place.
Picture LiveDisplay::own(const Picture& picture, const ShownPicture* shown, int64_t n) {
    if (!counter_ && (shown == nullptr || picture.id != shown->picture.id)) return picture;
    const std::shared_ptr<Image> image = pool_.take(picture.view.size, picture.view.format);
    copy(picture.view, image->view());
    if (counter_) draw_counter(image->view(), n);
    return {std::as_const(*image).view(), picture.colour, picture.fields, new_picture_id(), image};
}

}  // namespace gatecast
