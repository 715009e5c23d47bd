// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/damage.h"

#include <algorithm>

#include "filters/fit.h"
#include "filters/lay_over.h"

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

struct KeyMaker {
    Size canvas;
    Chroma chroma;

    // What a region shows: its picture, and bars around it.
    [[nodiscard]] PaintedLayer region(const PictureLayer& layer) const {
        PaintedLayer made;
        if (layer.opacity_256 <= 0) return made;
        made.area = intersection(even_inside(layer.area), area_of(canvas));
        made.opaque = layer.opacity_256 >= 256;
        made.whole = true;
        return made;
    }

    PaintedLayer operator()(const FillLayer& layer) const {
        PaintedLayer made;
        made.area = intersection(even_around(layer.area), area_of(canvas));
        made.opaque = true;
        made.key = FillKey{layer.ycbcr};
        return made;
    }
    PaintedLayer operator()(const PictureLayer& layer) const {
        PaintedLayer made = region(layer);
        made.known = layer.picture.id != 0;
        made.key = key_of(layer);
        return made;
    }
    PaintedLayer operator()(const TransitionLayer& layer) const {
        PaintedLayer made = region(layer.to);
        made.known = layer.from.picture.id != 0 && layer.to.picture.id != 0;
        made.key = TransitionKey{key_of(layer.from), key_of(layer.to), layer.share_256, layer.kind, layer.edge};
        return made;
    }
    PaintedLayer operator()(const OverlayLayer& layer) const {
        PaintedLayer made;
        if (!layer.overlay || layer.opacity_256 <= 0) return made;
        const Rect seen = seen_of(layer);
        made.area = intersection(even_around(seen), area_of(canvas));
        made.opaque = hides_what_is_below(layer) && layer.overlay->chroma == chroma && contains(seen, made.area);
        made.known = layer.overlay->change_id != 0;
        made.key = OverlayKey{place_of(layer), layer.overlay->change_id, layer.opacity_256};
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

PictureKey key_of(const PictureLayer& layer) {
    const Picture& picture = layer.picture;
    return {picture.id,   picture.view.size,   picture.view.format,    picture.colour, layer.area,       layer.fit,
            layer.kernel, layer.sample_aspect, layer.rotation_degrees, layer.bars,     layer.opacity_256};
}

PaintedLayer painted(const Layer& layer, Size canvas, Chroma chroma) {
    return std::visit(KeyMaker{canvas, chroma}, layer);
}

bool same_pixels(const PaintedLayer& a, const PaintedLayer& b) {
    return a.known && b.known && a.area == b.area && a.key == b.key;
}

bool same_pixels(std::span<const PaintedLayer> a, std::span<const PaintedLayer> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const PaintedLayer& x, const PaintedLayer& y) { return same_pixels(x, y); });
}

bool hidden(std::span<const PaintedLayer> layers, size_t i) {
    const Rect& area = layers[i].area;
    return area.empty() ||
           std::any_of(layers.begin() + static_cast<ptrdiff_t>(i) + 1, layers.end(),
                       [&](const PaintedLayer& above) { return above.opaque && contains(above.area, area); });
}

const Damage& Comparison::damage_between(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after) {
    damage_.clear();
    // Most lists differ in one layer: what is the same at both ends needs no table.
    const auto same = [](const PaintedLayer& a, const PaintedLayer& b) { return same_pixels(a, b); };
    const auto start = std::mismatch(before.begin(), before.end(), after.begin(), after.end(), same);
    const auto at_start = static_cast<size_t>(start.first - before.begin());
    const auto rest_before = before.subspan(at_start);
    const auto rest_after = after.subspan(at_start);
    const auto end =
        std::mismatch(rest_before.rbegin(), rest_before.rend(), rest_after.rbegin(), rest_after.rend(), same);
    const auto at_end = static_cast<size_t>(end.first - rest_before.rbegin());
    add_changes(rest_before.first(rest_before.size() - at_end), rest_after.first(rest_after.size() - at_end));
    take_pictures_whole(after, damage_);
    return damage_;
}

// All but a longest common subsequence. Outside of what is added nothing changes, since what covers a pixel there is
// the same, in the same order.
void Comparison::add_changes(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after) {
    const size_t columns = after.size() + 1;
    lengths_.assign((before.size() + 1) * columns, 0);
    const auto length = [&](size_t i, size_t j) -> int& { return lengths_[i * columns + j]; };
    for (size_t i = before.size(); i-- > 0;) {
        for (size_t j = after.size(); j-- > 0;) {
            length(i, j) = same_pixels(before[i], after[j]) ? length(i + 1, j + 1) + 1
                                                            : std::max(length(i + 1, j), length(i, j + 1));
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < before.size() || j < after.size()) {
        const bool both = i < before.size() && j < after.size();
        if (both && same_pixels(before[i], after[j])) {
            ++i;
            ++j;
        } else if (j == after.size() || (both && length(i + 1, j) >= length(i, j + 1))) {
            damage_.add(before[i++].area);
        } else {
            damage_.add(after[j++].area);
        }
    }
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
