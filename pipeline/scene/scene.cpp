// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/scene.h"

#include <algorithm>
#include <cmath>

#include "filters/brightness.h"
#include "pipeline/scene/drawing.h"

namespace gatecast {

Scene::Scene(const Display& display, Chroma chroma, const ItemTimes& times)
    : display_(display), chroma_(chroma), times_(times) {
    fills_.push_back({area_of(display.canvas), to_ycbcr8(display.background, kDisplayColour)});
    for (const Panel& panel : display.panels) {
        fills_.push_back({panel.area, to_ycbcr8(panel.colour, kDisplayColour)});
        if (panel.image.empty()) continue;
        const Drawing image = draw_image_over(panel.image, panel.area.size());
        panel_images_.push_back(std::make_shared<Overlay>(
            make_overlay(image.view(), panel.area.x, panel.area.y, chroma, next_change_id())));
    }
}

void Scene::add(const Graphic& graphic, std::unique_ptr<SceneGraphic> made) {
    if (!made) return;
    const auto place = std::ranges::upper_bound(graphics_, graphic_z(graphic), {}, graphic_z);
    made_.insert(made_.begin() + (place - graphics_.begin()), std::move(made));
    graphics_.insert(place, graphic);
    if (graphic_z(graphic) < kSubtitlesZ) ++under_text_;
    poses_.reserve(graphics_.size());
    later_poses_.reserve(graphics_.size());
}

Moment Scene::moment(int64_t tick) const {
    Moment now{tick_time(display_, tick), tick, {}};
    if (times_.on_air) now.wall = *times_.on_air + now.t;
    return now;
}

void Scene::add_picture(const Region& region, const ShownPicture& shown, std::vector<Layer>& layers) const {
    PictureLayer now;
    now.picture = shown.picture;
    now.area = region.area;
    now.fit = region.fit;
    now.sample_aspect = shown.sample_aspect;
    now.rotation_degrees = shown.rotation_degrees;
    now.bars = fills_.front().ycbcr;
    now.opacity_256 = static_cast<int>(std::lround(region.opacity * 256));
    if (shown.share_256 == 0) {
        layers.emplace_back(std::move(now));
        return;
    }
    TransitionLayer change{now, now, shown.share_256, change_.kind, change_.edge};
    change.to.picture = shown.next;
    layers.emplace_back(std::move(change));
}

void Scene::add_graphics(size_t first, size_t end, const Moment& now, std::vector<Layer>& layers) const {
    for (size_t i = first; i < end; ++i) {
        if (poses_[i].opacity_256 == 0) continue;
        const size_t at_rest = layers.size();
        made_[i]->add_layers(now, layers);
        take_pose(poses_[i], layers, at_rest);
    }
}

void Scene::layers_at(const Moment& now, std::span<const ShownPicture* const> shown, std::vector<Layer>& layers,
                      std::span<const OverlayLayer> words) {
    layers.clear();
    for (const FillLayer& fill : fills_) layers.emplace_back(fill);
    for (const OverlayRef& image : panel_images_) layers.emplace_back(OverlayLayer{image});
    for (size_t i = 0; i < std::min(shown.size(), display_.pictures.size()); ++i)
        if (shown[i]) add_picture(display_.pictures[i], *shown[i], layers);
    poses_at(graphics_, display_, now.t, times_.length, poses_);
    add_graphics(0, under_text_, now, layers);
    if (text_) text_->add_layers(now.t, layers);
    layers.insert(layers.end(), words.begin(), words.end());
    add_graphics(under_text_, graphics_.size(), now, layers);
}

bool Scene::changes_between(const Moment& earlier, const Moment& later) {
    if (text_ && text_->changes_between(earlier.t, later.t)) return true;
    poses_at(graphics_, display_, earlier.t, times_.length, poses_);
    poses_at(graphics_, display_, later.t, times_.length, later_poses_);
    if (poses_ != later_poses_) return true;
    for (size_t i = 0; i < made_.size(); ++i)
        if (poses_[i].opacity_256 > 0 && made_[i]->changes_between(earlier, later)) return true;
    return false;
}

int ticks_a_frame(const Display& display) {
    return display.fields == FieldOrder::kProgressive ? 1 : 2;
}

Time tick_time(const Display& display, int64_t tick) {
    if (display.fields == FieldOrder::kProgressive) return frame_time(tick, display.rate);
    return frame_time(tick / 2, display.rate) + tick % 2 * (frame_time(1, display.rate) / 2);
}

int signal_share_at(const Display& display, const std::optional<WallTime>& wall) {
    if (!wall) return 256;
    const auto minute = std::chrono::floor<std::chrono::minutes>(*wall - std::chrono::floor<std::chrono::days>(*wall));
    for (const Brightness& part : display.brightness)
        if (part.covers(static_cast<int>(minute.count()))) return signal_share_256(part.percent);
    return 256;
}

void poses_at(std::span<const Graphic> graphics, const Display& display, Time t, Time length,
              std::vector<Pose>& poses) {
    poses.clear();
    const Graphic* urgent = nullptr;
    for (const Graphic& graphic : graphics) {
        const Pose& pose = poses.emplace_back(pose_at(graphic, display, t, length));
        if (graphic.kind == GraphicKind::kNotice && pose.opacity_256 > 0 &&
            (!urgent || graphic.priority > urgent->priority))
            urgent = &graphic;
    }
    for (size_t i = 0; i < graphics.size(); ++i)
        if (graphics[i].kind == GraphicKind::kNotice && &graphics[i] != urgent) poses[i] = {};
}

}  // namespace gatecast
