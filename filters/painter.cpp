// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/painter.h"

#include "filters/blend.h"
#include "filters/fit.h"
#include "filters/lay_over.h"

namespace gatecast {
namespace {

constexpr int64_t kLeastPixelsForATeam = 2'000'000;

// Calls work(plane, row of `to`, row of `other`, width) for a part of the rows: the `band`th of `bands`.
template <typename Work>
void rows_of_band(const ImageView& to, const ConstImageView& other, const Work& work, int band, int bands) {
    for (int p = 0; p < to.format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const Size size = plane_size(to.size, to.format, p);
        const int end = size.height * (band + 1) / bands;
        for (int y = size.height * band / bands; y < end; ++y) {
            work(i, to.planes[i].row(y), other.planes[i].row(y), size.width);
        }
    }
}

template <typename Work>
void each_row(Team* team, const ImageView& to, const ConstImageView& other, const Work& work) {
    if (team == nullptr || int64_t{to.size.width} * to.size.height < kLeastPixelsForATeam) {
        return rows_of_band(to, other, work, 0, 1);
    }
    struct Job {
        const ImageView& to;
        const ConstImageView& other;
        const Work& work;
        int bands;
    } job{to, other, work, 2 * team->size()};
    const auto one = [](void* context, int band) noexcept {
        const Job& its = *static_cast<const Job*>(context);
        rows_of_band(its.to, its.other, its.work, band, its.bands);
    };
    team->run(job.bands, one, &job);
}

void mix(Team* team, const ImageView& to, const ConstImageView& other, int share_256) {
    each_row(team, to, other, [share_256](size_t, uint8_t* row, const uint8_t* other_row, int width) {
        fast_kernels().mix(row, row, other_row, share_256, width);
    });
}

void fade(Team* team, const ImageView& to, const std::array<uint8_t, 3>& colour, int share_256) {
    each_row(team, to, to, [&](size_t plane, uint8_t* row, const uint8_t*, int width) {
        fast_kernels().fade(row, row, colour[plane], share_256, width);
    });
}

// What a wipe has uncovered, even.
Rect uncovered(Size size, Edge edge, int share_256) {
    const int across = size.width * share_256 / 256 & ~1;
    const int down = size.height * share_256 / 256 & ~1;
    switch (edge) {
        case Edge::kLeft:
            return {0, 0, across, size.height};
        case Edge::kRight:
            return {size.width - across, 0, across, size.height};
        case Edge::kTop:
            return {0, 0, size.width, down};
        case Edge::kBottom:
            break;
    }
    return {0, size.height - down, size.width, down};
}

Rect region_on(const Rect& area, Size canvas) {
    return intersection(even_inside(area), area_of(canvas));
}

Rect from_corner(const Rect& rect, const Rect& area) {
    return {rect.x - area.x, rect.y - area.y, rect.width, rect.height};
}

}  // namespace

bool Painter::paint(const Layer& layer, const ImageView& canvas, const Rect& clip) {
    if (const auto* filled = std::get_if<FillLayer>(&layer)) {
        const Rect area = intersection(even_around(filled->area), clip);
        if (!area.empty()) fill(crop(canvas, area), {filled->ycbcr[0], filled->ycbcr[1], filled->ycbcr[2]});
        return true;
    }
    if (const auto* picture = std::get_if<PictureLayer>(&layer)) return paint_picture(*picture, canvas, clip);
    if (const auto* transition = std::get_if<TransitionLayer>(&layer)) return paint_transition(*transition, canvas);
    const auto& over = std::get<OverlayLayer>(layer);
    return over.overlay && lay_over(fast_kernels(), over, canvas, clip);
}

bool Painter::paint_picture(const PictureLayer& layer, const ImageView& canvas, const Rect& clip) {
    const Rect area = region_on(layer.area, canvas.size);
    const Rect seen = intersection(area, clip);
    if (seen.empty()) return true;
    const ImageView to = crop(canvas, seen);
    if (const Image* same = regions_.paint_again(layer)) {
        const ConstImageView from = crop(same->view(), from_corner(seen, area));
        layer.opacity_256 >= 256 ? copy(from, to) : mix(team_, to, from, layer.opacity_256);
        return true;
    }
    if (layer.opacity_256 >= 256) return regions_.paint(layer, area, to);
    const ImageView blended = blended_.view(area.size(), canvas.format);
    const bool painted = regions_.paint(layer, area, blended);
    mix(team_, to, blended, layer.opacity_256);
    return painted;
}

bool Painter::paint_transition(const TransitionLayer& layer, const ImageView& canvas) {
    const Rect area = region_on(layer.to.area, canvas.size);
    if (area.empty()) return true;
    const ImageView to = crop(canvas, area);
    if (layer.to.opacity_256 >= 256) return paint_between(layer, area, to);
    const ImageView blended = blended_.view(area.size(), canvas.format);
    const bool painted = paint_between(layer, area, blended);
    mix(team_, to, blended, layer.to.opacity_256);
    return painted;
}

bool Painter::paint_between(const TransitionLayer& layer, const Rect& area, const ImageView& to) {
    PictureLayer from = layer.from;
    from.area = layer.to.area;
    from.bars = layer.to.bars;
    const int share = layer.share_256;
    if (share <= 0) return regions_.paint(from, area, to);
    if (share >= 256) return regions_.paint(layer.to, area, to);
    if (layer.kind == Transition::kFade) {
        const bool painted = regions_.paint(share < 128 ? from : layer.to, area, to);
        fade(team_, to, layer.to.bars, share < 128 ? 2 * share : 2 * (256 - share));
        return painted;
    }
    const ImageView other = other_.view(area.size(), to.format);
    const bool from_painted = regions_.paint(from, area, to);
    const bool to_painted = regions_.paint(layer.to, area, other);
    if (layer.kind == Transition::kWipe) {
        const Rect part = uncovered(area.size(), layer.edge, share);
        if (!part.empty()) copy(crop(ConstImageView(other), part), crop(to, part));
    } else {
        mix(team_, to, other, share);
    }
    return from_painted && to_painted;
}

}  // namespace gatecast
