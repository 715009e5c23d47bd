// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/live_display.h"

#include <algorithm>
#include <array>

#include "pipeline/live/mixer/counter.h"

namespace gatecast {

namespace {

std::unique_ptr<Scene> scene_of(const LiveDress& dress) {
    auto scene = std::make_unique<Scene>(dress.display, LiveDisplay::chroma());
    for (const Graphic& graphic : dress.arrangement.graphics)
        scene->add(graphic, make_graphic({graphic, dress.display, dress.style, scene->chroma(), Time::max(), {}}));
    return scene;
}

/// The whole canvas, or the place that a display keeps for notices, else a band at its foot.
Graphic notice_place(const Display& display, bool full) {
    const auto kept = std::ranges::find(display.graphics, GraphicKind::kNotice, &Graphic::kind);
    Graphic place = kept != display.graphics.end() ? *kept : Graphic();
    if (full) place.area = {0, 0, display.canvas.width, display.canvas.height};
    if (full) place.box_opacity = 1;
    if (kept != display.graphics.end()) return place;
    place.name = "notice";
    place.kind = GraphicKind::kNotice;
    const Size canvas = display.canvas;
    if (!full) place.area = {0, canvas.height * 3 / 4 & ~1, canvas.width & ~1, canvas.height / 4 & ~1};
    place.box_opacity = 1;
    place.bold = true;
    return place;
}

/// Frame that it came on last; nothing: it is not on at frame n.
std::optional<int64_t> came_on(const DrawnNotice& notice, int64_t n) {
    if (n < notice.from) return {};
    const int64_t since = notice.every > 0 ? (n - notice.from) % notice.every : n - notice.from;
    if (notice.stands > 0 && since >= notice.stands) return {};
    return n - since;
}

/// Of two that are on, the one that is seen: of equal ones a full screen, then the newest.
bool is_as_urgent(const DrawnNotice& one, const DrawnNotice& other) {
    return std::pair(one.priority, one.full) >= std::pair(other.priority, other.full);
}

}  // namespace

LiveDisplay::LiveDisplay(const LiveDisplaySettings& settings, const PresetLibrary& library)
    : LiveDisplay(dress_for_air(settings, library), settings.counter) {}

LiveDisplay::LiveDisplay(LiveDress dress, bool counter)
    : display_(dress.display),
      style_(dress.style),
      scene_(scene_of(dress)),
      canvas_(display().canvas, chroma()),
      placer_({display().canvas, display().rotation_degrees, display().fold_rows, display().frame,
               display().placement.x, display().placement.y}),
      counter_(counter) {}

std::unique_ptr<Scene> LiveDisplay::draw_scene(const LiveDisplaySettings& settings,
                                               const PresetLibrary& library) const {
    const LiveDress dress = dress_for_air(settings, library);
    if (dress.display.canvas != display_.canvas || dress.display.frame != display_.frame)
        throw Error(message("{}: its size cannot change while it is on the air.", settings.display));
    return scene_of(dress);
}

std::unique_ptr<Scene> LiveDisplay::wear(std::unique_ptr<Scene> scene) {
    return std::exchange(scene_, std::move(scene));
}

Picture LiveDisplay::black(int64_t n) {
    const std::shared_ptr<Image> image = pool_.take(display_.frame, {chroma(), 8});
    fill_black(image->view(), kDisplayColour);
    if (counter_) draw_counter(image->view(), n);
    return {std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, new_picture_id(), image};
}

Picture LiveDisplay::compose(int64_t n, WallTime wall, const Given& given) {
    const ShownPicture* shown = given.picture;
    const Moment now{frame_time(n, display().rate), n, wall};
    const std::vector<const ShownPicture*>::size_type regions = display().pictures.size();
    const std::array<const ShownPicture*, 4> in_regions{shown, shown, shown, shown};
    scene_->layers_at(now, std::span(in_regions).first(std::min(regions, in_regions.size())), layers_,
                      words_.seen_at({given.deck, given.item_frame, n}));
    add_notice(now);
    const Picture picture = placer_.place(dimmer_.dim(canvas_.compose(layers_), signal_share_at(display(), wall)));
    layers_.clear();
    return own(picture, shown, n);
}

DrawnNotice LiveDisplay::draw_notice(const std::string& id, const Words& words, bool full) const {
    DrawnNotice notice;
    notice.id = id;
    notice.full = full;
    notice.graphic = notice_place(display(), full);
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

/// The most urgent one, above everything.
void LiveDisplay::add_notice(const Moment& now) {
    std::erase_if(notices_, [&now](const DrawnNotice& each) { return now.tick >= each.until; });
    DrawnNotice* urgent = nullptr;
    int64_t since = 0;
    for (DrawnNotice& each : notices_)
        if (const auto on = came_on(each, now.tick); on && (urgent == nullptr || is_as_urgent(each, *urgent))) {
            urgent = &each;
            since = *on;
        }
    if (urgent == nullptr) return;
    const size_t at_rest = layers_.size();
    urgent->made->add_layers(now, layers_);
    take_pose(pose_at(urgent->graphic, display(), now.t - frame_time(since, display().rate), Time::max()), layers_,
              at_rest);
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
