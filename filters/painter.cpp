// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/painter.h"

#include <algorithm>
#include <utility>

#include "filters/fit.h"

namespace gatecast {
namespace {

void fill_area(const ImageView& canvas, const Rect& area, const std::array<uint8_t, 3>& ycbcr) {
    if (!area.empty()) fill(crop(canvas, area), {ycbcr[0], ycbcr[1], ycbcr[2]});
}

// What of `area` is not `inner`: above, below, left, right.
std::vector<Rect> strips_around(const Rect& area, const Rect& inner) {
    std::vector<Rect> strips;
    for (const Rect& strip : {Rect{area.x, area.y, area.width, inner.y - area.y},
                              Rect{area.x, inner.bottom(), area.width, area.bottom() - inner.bottom()},
                              Rect{area.x, inner.y, inner.x - area.x, inner.height},
                              Rect{inner.right(), inner.y, area.right() - inner.right(), inner.height}}) {
        if (!strip.empty()) strips.push_back(strip);
    }
    return strips;
}

struct PlaneOfOverlay {
    ConstPlane colour;
    ConstPlane alpha;
    std::span<const InkSpan> ink;
    Rect clip;  // in samples of this plane, on the canvas
    int x = 0;  // of the overlay's first sample on the canvas
    int y = 0;
};

void blend_plane(const Kernels& kernels, const PlaneOfOverlay& plane, int opacity_256, const Plane& canvas) {
    const auto first = std::partition_point(plane.ink.begin(), plane.ink.end(),
                                            [&](const InkSpan& span) { return span.y + plane.y < plane.clip.y; });
    for (auto span = first; span != plane.ink.end() && span->y + plane.y < plane.clip.bottom(); ++span) {
        const int x0 = std::max(span->x0 + plane.x, plane.clip.x);
        const int x1 = std::min(span->x1 + plane.x, plane.clip.right());
        if (x0 >= x1) continue;
        uint8_t* to = canvas.row(span->y + plane.y) + x0;
        const uint8_t* colour = plane.colour.row(span->y) + (x0 - plane.x);
        const uint8_t* alpha = plane.alpha.row(span->y) + (x0 - plane.x);
        if (opacity_256 >= 256) {
            kernels.over(to, colour, alpha, x1 - x0);
        } else {
            kernels.over_faded(to, colour, alpha, opacity_256, x1 - x0);
        }
    }
}

void mix_area(const ImageView& to, const ConstImageView& other, const Rect& area, int share_256) {
    const ImageView target = crop(to, area);
    const ConstImageView source = crop(other, area);
    for (int p = 0; p < target.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const Size size = plane_size(area.size(), target.format, p);
        for (int y = 0; y < size.height; ++y) {
            uint8_t* row = target.planes[i].row(y);
            fast_kernels().mix(row, row, source.planes[i].row(y), share_256, size.width);
        }
    }
}

ScaleSpec scale_spec(const PictureLayer& layer, const FitResult& fit, const Rect& part, PixelFormat target) {
    ScaleSpec spec;
    spec.source_size = layer.picture.view.size;
    spec.source_format = layer.picture.view.format;
    spec.source_colour = layer.picture.colour;
    spec.source_area_px16 = source_of_part(fit, layer.rotation_degrees, part);
    spec.target_size = part.size();
    spec.target_format = target;
    spec.kernel = layer.kernel;
    spec.rotation_degrees = layer.rotation_degrees;
    return spec;
}

}  // namespace

bool blend_overlay(const Kernels& kernels, const Overlay& overlay, int opacity_256, const ImageView& canvas,
                   const Rect& clip) {
    if (overlay.chroma != canvas.format.chroma || canvas.format.depth != 8) return false;
    const Rect seen = intersection(intersection(clip, overlay.area), area_of(canvas.size));
    if (seen.empty() || opacity_256 <= 0) return true;
    const ConstImageView colour = overlay.colour.view();
    for (int p = 0; p < canvas.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const int sx = canvas.format.shift_x(p);
        const int sy = canvas.format.shift_y(p);
        const Rect seen_here{seen.x >> sx, seen.y >> sy, (seen.width + sx) >> sx, (seen.height + sy) >> sy};
        const PlaneOfOverlay plane{colour.planes[i],
                                   p == 0 ? overlay.alpha.view().planes[0] : overlay.chroma_alpha.view().planes[0],
                                   p == 0 ? overlay.ink : overlay.chroma_ink,
                                   seen_here,
                                   overlay.area.x >> sx,
                                   overlay.area.y >> sy};
        blend_plane(kernels, plane, opacity_256, canvas.planes[i]);
    }
    return true;
}

bool Painter::paint(const Layer& layer, const ImageView& canvas, const Rect& clip) {
    if (const auto* fill = std::get_if<FillLayer>(&layer)) {
        fill_area(canvas, intersection(even_around(fill->area), clip), fill->ycbcr);
        return true;
    }
    if (const auto* picture = std::get_if<PictureLayer>(&layer)) return paint_picture(*picture, canvas);
    if (const auto* fade = std::get_if<TransitionLayer>(&layer)) return paint_transition(*fade, canvas);
    const auto& over = std::get<OverlayLayer>(layer);
    return over.overlay && blend_overlay(fast_kernels(), *over.overlay, over.opacity_256, canvas, clip);
}

bool Painter::paint_picture(const PictureLayer& layer, const ImageView& canvas) {
    const Rect area = intersection(even_inside(layer.area), area_of(canvas.size));
    if (area.empty()) return true;
    if (layer.picture.view.planes[0].data == nullptr) {
        fill_area(canvas, area, layer.bars);
        return false;
    }
    const FitResult fit =
        fit_picture(layer.picture.view.size, layer.sample_aspect, layer.rotation_degrees, layer.area, layer.fit);
    const Rect part = intersection(fit.target, area);
    Scaler* scaler = part.empty() ? nullptr : scalers_.find(scale_spec(layer, fit, part, canvas.format));
    if (scaler == nullptr) {
        fill_area(canvas, area, layer.bars);
        return part.empty();
    }
    const std::vector<Rect> strips = strips_around(area, part);
    const bool soft = layer.fit == Fit::kBlurFill && !strips.empty() && blur_fill_.paint(layer, strips, canvas);
    if (!soft) {
        for (const Rect& strip : strips) fill_area(canvas, strip, layer.bars);
    }
    scaler->scale(layer.picture.view, crop(canvas, part));
    return true;
}

bool Painter::paint_transition(const TransitionLayer& layer, const ImageView& canvas) {
    PictureLayer from = layer.from;
    from.area = layer.to.area;
    if (layer.share_256 <= 0) return paint_picture(from, canvas);
    if (layer.share_256 >= 256) return paint_picture(layer.to, canvas);
    if (other_.size() != canvas.size || other_.format() != canvas.format) other_ = Image(canvas.size, canvas.format);
    const bool from_painted = paint_picture(from, canvas);
    const bool to_painted = paint_picture(layer.to, other_.view());
    const Rect area = intersection(even_inside(layer.to.area), area_of(canvas.size));
    if (!area.empty()) mix_area(canvas, std::as_const(other_).view(), area, layer.share_256);
    return from_painted && to_painted;
}

}  // namespace gatecast
