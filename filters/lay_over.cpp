// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/lay_over.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace gatecast {
namespace {

struct PlaneOfOverlay {
    ConstPlane colour;
    ConstPlane alpha;
    std::span<const InkSpan> ink;
    Rect seen;  // in samples of this plane, from the overlay's first
};

// Rows of a long strip have many spans, of which a window shows few: each row's first is searched for.
void blend_plane(const Kernels& kernels, const PlaneOfOverlay& plane, int opacity_256, const Plane& to) {
    const Rect& seen = plane.seen;
    auto next = plane.ink.begin();
    for (int y = seen.y; y < seen.bottom(); ++y) {
        next = std::partition_point(next, plane.ink.end(), [&](const InkSpan& span) {
            return span.y < y || (span.y == y && span.x1 <= seen.x);
        });
        uint8_t* row = to.row(y - seen.y);
        for (; next != plane.ink.end() && next->y == y && next->x0 < seen.right(); ++next) {
            const int x0 = std::max(next->x0, seen.x);
            const int count = std::min(next->x1, seen.right()) - x0;
            const uint8_t* colour = plane.colour.row(y) + x0;
            const uint8_t* alpha = plane.alpha.row(y) + x0;
            if (opacity_256 >= 256) {
                kernels.over(row + (x0 - seen.x), colour, alpha, count);
            } else {
                kernels.over_faded(row + (x0 - seen.x), colour, alpha, opacity_256, count);
            }
        }
    }
}

}  // namespace

Rect place_of(const OverlayLayer& layer) {
    const Rect& area = layer.overlay->area;
    return {area.x + layer.moved.x, area.y + layer.moved.y, area.width, area.height};
}

Rect seen_of(const OverlayLayer& layer) {
    const Rect place = place_of(layer);
    return layer.window.empty() ? place : intersection(place, layer.window);
}

bool hides_what_is_below(const OverlayLayer& layer) {
    return layer.overlay->opaque && layer.opacity_256 >= 256;
}

bool lay_over(const Kernels& kernels, const OverlayLayer& layer, const ImageView& canvas, const Rect& clip) {
    const Overlay& overlay = *layer.overlay;
    if (overlay.chroma != canvas.format.chroma || canvas.format.depth != 8) return false;
    const Rect seen = intersection(intersection(clip, seen_of(layer)), area_of(canvas.size));
    if (seen.empty() || layer.opacity_256 <= 0) return true;
    const Rect place = place_of(layer);
    const Rect part{seen.x - place.x, seen.y - place.y, seen.width, seen.height};
    const ImageView to = crop(canvas, seen);
    const ConstImageView colour = overlay.colour.view();
    if (hides_what_is_below(layer)) {
        copy(crop(colour, part), to);
        return true;
    }
    for (int p = 0; p < canvas.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const int sx = canvas.format.shift_x(p);
        const int sy = canvas.format.shift_y(p);
        const Rect part_here{part.x >> sx, part.y >> sy, (part.width + sx) >> sx, (part.height + sy) >> sy};
        const ConstImageView alpha = p == 0 ? overlay.alpha.view() : overlay.chroma_alpha.view();
        blend_plane(kernels, {colour.planes[i], alpha.planes[0], p == 0 ? overlay.ink : overlay.chroma_ink, part_here},
                    layer.opacity_256, to.planes[i]);
    }
    return true;
}

}  // namespace gatecast
