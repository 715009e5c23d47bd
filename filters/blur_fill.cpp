// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/blur_fill.h"

#include <algorithm>

#include "filters/fit.h"

namespace gatecast {
namespace {

constexpr int kSmaller = 16;
constexpr int kDepth = 16;  // a soft gradient in 8 bit would show its steps when enlarged
constexpr int kRadius = 3;  // of the box, in small pixels; applied twice
constexpr int kDim_256 = 128;
constexpr int kBlack = 16 << (kDepth - 8);
constexpr int kNeutral = 128 << (kDepth - 8);

struct Samples {
    uint16_t* data;
    ptrdiff_t step;
    int count;
    [[nodiscard]] uint16_t& operator[](int i) const { return data[step * std::clamp(i, 0, count - 1)]; }
};

// Running mean over 2 * radius + 1 samples; the edge sample goes on outside.
void box(const Samples& from, const Samples& to, int radius) {
    const uint32_t width = static_cast<uint32_t>(2 * radius + 1);
    uint32_t sum = width / 2;
    for (int i = -radius; i <= radius; ++i) sum += from[i];
    for (int i = 0; i < from.count; ++i) {
        to[i] = static_cast<uint16_t>(sum / width);
        sum += from[i + radius + 1];
        sum -= from[i - radius];
    }
}

void blur_plane(const Plane& plane, const Plane& other, Size size, int radius) {
    const auto row = [&](const Plane& p, int y) {
        return Samples{reinterpret_cast<uint16_t*>(p.row(y)), 1, size.width};
    };
    const auto column = [&](const Plane& p, int x) {
        return Samples{reinterpret_cast<uint16_t*>(p.row(0)) + x, p.stride_bytes / 2, size.height};
    };
    for (int y = 0; y < size.height; ++y) {
        box(row(plane, y), row(other, y), radius);
        box(row(other, y), row(plane, y), radius);
    }
    for (int x = 0; x < size.width; ++x) {
        box(column(plane, x), column(other, x), radius);
        box(column(other, x), column(plane, x), radius);
    }
}

void dim_plane(const Plane& plane, Size size, int anchor) {
    for (int y = 0; y < size.height; ++y) {
        auto* row = reinterpret_cast<uint16_t*>(plane.row(y));
        for (int x = 0; x < size.width; ++x) {
            row[x] = static_cast<uint16_t>(anchor + (row[x] - anchor) * kDim_256 / 256);
        }
    }
}

int small_length(int length) {
    return std::max(8, (length / kSmaller + 1) & ~1);
}

// Every other line is read: made 16 times smaller and blurred, nobody sees the difference.
ScaleSpec shrinking(const PictureLayer& layer, const Rect& area, Size small_size, PixelFormat format) {
    const ConstImageView& source = layer.picture.view;
    const FitResult filled = fit_picture(source.size, layer.sample_aspect, layer.rotation_degrees, area, Fit::kFill);
    const Rect& shown = filled.source_area_px16;
    ScaleSpec spec;
    spec.source_size = field_of(source, 0).size;
    spec.source_format = source.format;
    spec.source_colour = layer.picture.colour;
    spec.source_area_px16 = {shown.x, shown.y / 2, shown.width, shown.height / 2};
    spec.target_size = small_size;
    spec.target_format = format;
    spec.kernel = Kernel::kBilinear;
    spec.rotation_degrees = layer.rotation_degrees;
    return spec;
}

}  // namespace

bool BlurFill::paint(const PictureLayer& layer, std::span<const Rect> strips, const Rect& area, const ImageView& to) {
    const Rect whole = even_inside(layer.area);
    const Size small_size{small_length(whole.width), small_length(whole.height)};
    const PixelFormat format{to.format.chroma, kDepth};
    const ScaleSpec shrink = shrinking(layer, whole, small_size, format);
    TeamScaler* shrinker = scalers_.find(shrink);
    if (shrinker == nullptr) return false;
    const ImageView small = small_.view(small_size, format);
    const ImageView blurred = blurred_.view(small_size, format);
    shrinker->scale(field_of(layer.picture.view, 0), small);

    for (int p = 0; p < format.planes(); ++p) {
        const auto i = static_cast<size_t>(p);
        const Size size = plane_size(small_size, format, p);
        blur_plane(small.planes[i], blurred.planes[i], size, std::max(1, kRadius >> format.shift_x(p)));
        dim_plane(small.planes[i], size, p == 0 ? kBlack : kNeutral);
    }

    const FitResult enlarged = fit_picture(small_size, {1, 1}, 0, whole, Fit::kStretch);
    for (const Rect& strip : strips) {
        if (strip.empty()) continue;
        ScaleSpec grow;
        grow.source_size = small_size;
        grow.source_format = format;
        grow.source_colour = kDisplayColour;
        grow.source_area_px16 = source_of_part(enlarged, 0, strip);
        grow.target_size = strip.size();
        grow.target_format = to.format;
        TeamScaler* grower = scalers_.find(grow);
        if (grower == nullptr) return false;
        grower->scale(small, crop(to, {strip.x - area.x, strip.y - area.y, strip.width, strip.height}));
    }
    return true;
}

}  // namespace gatecast
