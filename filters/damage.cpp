// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/damage.h"

#include <utility>

#include "filters/fit.h"

namespace gatecast {
namespace {

constexpr size_t kMostAreas = 16;

bool overlap(const Rect& a, const Rect& b) {
    return !intersection(a, b).empty();
}

Rect around_both(const Rect& a, const Rect& b) {
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

PictureKey key_of(const PictureLayer& layer) {
    const Picture& picture = layer.picture;
    return {picture.id, picture.view.size, picture.view.format, picture.colour,         layer.area,
            layer.fit,  layer.kernel,      layer.sample_aspect, layer.rotation_degrees, layer.bars};
}

PaintedLayer whole_picture(const Rect& area, const Rect& canvas) {
    return {.area = intersection(even_inside(area), canvas), .opaque = true, .whole = true, .known = true, .key = {}};
}

// Layers of both lists that stay, in order: a longest common subsequence. Outside the others nothing changes, since
// what covers a pixel there is the same, in the same order.
struct Kept {
    std::vector<bool> before, after;
};

Kept longest_common(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after) {
    const size_t columns = after.size() + 1;
    std::vector<int> length((before.size() + 1) * columns, 0);
    const auto at = [&](size_t i, size_t j) -> int& { return length[i * columns + j]; };
    for (size_t i = before.size(); i-- > 0;) {
        for (size_t j = after.size(); j-- > 0;) {
            at(i, j) = same_pixels(before[i], after[j]) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    Kept kept{std::vector<bool>(before.size()), std::vector<bool>(after.size())};
    size_t i = 0;
    size_t j = 0;
    while (i < before.size() && j < after.size()) {
        if (same_pixels(before[i], after[j])) {
            kept.before[i++] = true;
            kept.after[j++] = true;
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    return kept;
}

struct KeyMaker {
    const Rect& canvas;

    PaintedLayer operator()(const FillLayer& layer) const {
        PaintedLayer made;
        made.area = intersection(even_around(layer.area), canvas);
        made.opaque = true;
        made.key = FillKey{layer.ycbcr};
        return made;
    }
    PaintedLayer operator()(const PictureLayer& layer) const {
        PaintedLayer made = whole_picture(layer.area, canvas);
        made.known = layer.picture.id != 0;
        made.key = key_of(layer);
        return made;
    }
    PaintedLayer operator()(const TransitionLayer& layer) const {
        PaintedLayer made = whole_picture(layer.to.area, canvas);
        made.known = layer.from.picture.id != 0 && layer.to.picture.id != 0;
        made.key = FadeKey{key_of(layer.from), key_of(layer.to), layer.share_256};
        return made;
    }
    PaintedLayer operator()(const OverlayLayer& layer) const {
        PaintedLayer made;
        if (!layer.overlay) return made;
        made.area = intersection(even_around(layer.overlay->area), canvas);
        made.known = layer.overlay->change_id != 0;
        made.key = OverlayKey{layer.overlay->area, layer.overlay->change_id, layer.opacity_256};
        return made;
    }
};

}  // namespace

void Damage::add(const Rect& area) {
    if (area.empty()) return;
    Rect grown = area;
    for (size_t i = 0; i < areas_.size();) {
        if (!overlap(areas_[i], grown)) {
            ++i;
            continue;
        }
        grown = around_both(areas_[i], grown);
        areas_[i] = areas_.back();
        areas_.pop_back();
        i = 0;  // the grown area may reach one that was passed
    }
    areas_.push_back(grown);
    if (areas_.size() <= kMostAreas) return;
    for (const Rect& one : areas_) grown = around_both(grown, one);
    areas_.assign(1, grown);
}

PaintedLayer painted(const Layer& layer, const Rect& canvas) {
    return std::visit(KeyMaker{canvas}, layer);
}

bool same_pixels(const PaintedLayer& a, const PaintedLayer& b) {
    return a.known && b.known && a.area == b.area && a.key == b.key;
}

bool same_pixels(std::span<const PaintedLayer> a, std::span<const PaintedLayer> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const PaintedLayer& x, const PaintedLayer& y) { return same_pixels(x, y); });
}

Damage damage_between(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after) {
    const Kept kept = longest_common(before, after);
    Damage damage;
    for (size_t i = 0; i < before.size(); ++i) {
        if (!kept.before[i]) damage.add(before[i].area);
    }
    for (size_t i = 0; i < after.size(); ++i) {
        if (!kept.after[i]) damage.add(after[i].area);
    }
    take_pictures_whole(after, damage);
    return damage;
}

std::optional<size_t> lowest_visible(std::span<const PaintedLayer> layers, const Rect& area) {
    for (size_t i = layers.size(); i-- > 0;) {
        if (layers[i].opaque && contains(layers[i].area, area)) return i;
    }
    return std::nullopt;
}

void take_pictures_whole(std::span<const PaintedLayer> layers, Damage& damage) {
    const auto next = [&]() -> std::optional<Rect> {
        for (const Rect& area : damage.areas()) {
            for (size_t i = lowest_visible(layers, area).value_or(0); i < layers.size(); ++i) {
                const PaintedLayer& layer = layers[i];
                if (layer.whole && overlap(layer.area, area) && !contains(area, layer.area)) return layer.area;
            }
        }
        return std::nullopt;
    };
    while (const std::optional<Rect> picture = next()) damage.add(*picture);
}

}  // namespace gatecast
