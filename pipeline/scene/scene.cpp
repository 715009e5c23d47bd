// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/scene.h"

#include <algorithm>

#include "pipeline/scene/drawing.h"

namespace gatecast {

Scene::Scene(const Display& display, Chroma chroma) : display_(display), chroma_(chroma) {
    fills_.push_back({area_of(display.canvas), to_ycbcr8(display.background, kDisplayColour)});
    for (const Panel& panel : display.panels) {
        fills_.push_back({panel.area, to_ycbcr8(panel.colour, kDisplayColour)});
        if (panel.image.empty()) continue;
        const Drawing image = draw_image_over(panel.image, panel.area.size());
        panel_images_.push_back(std::make_shared<Overlay>(
            make_overlay(image.view(), panel.area.x, panel.area.y, chroma, next_change_id())));
    }
}

void Scene::add_picture(const ShownPicture& shown, std::vector<Layer>& layers) const {
    for (const Region& region : display_.pictures) {
        PictureLayer now;
        now.picture = shown.picture;
        now.area = region.area;
        now.fit = region.fit;
        now.sample_aspect = shown.sample_aspect;
        now.rotation_degrees = shown.rotation_degrees;
        now.bars = fills_.front().ycbcr;
        if (shown.share_256 == 0) {
            layers.emplace_back(std::move(now));
            continue;
        }
        TransitionLayer fade{now, now, shown.share_256};
        fade.to.picture = shown.next;
        layers.emplace_back(std::move(fade));
    }
}

void Scene::layers_at(Time t, const ShownPicture* shown, std::vector<Layer>& layers) const {
    layers.clear();
    for (const FillLayer& fill : fills_) layers.emplace_back(fill);
    for (const OverlayRef& image : panel_images_) layers.emplace_back(OverlayLayer{image});
    if (shown) add_picture(*shown, layers);
    if (text_) text_->add_layers(t, layers);
    for (const TimedOverlay& timed : overlays_)
        if (timed.from <= t && t < timed.until) layers.emplace_back(OverlayLayer{timed.overlay});
}

bool Scene::changes_between(Time earlier, Time later) const {
    if (text_ && text_->changes_between(earlier, later)) return true;
    return std::any_of(overlays_.begin(), overlays_.end(), [&](const TimedOverlay& timed) {
        return (earlier < timed.from && timed.from <= later) || (earlier < timed.until && timed.until <= later);
    });
}

}  // namespace gatecast
