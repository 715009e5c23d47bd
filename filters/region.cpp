// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/region.h"

#include <array>

#include "filters/fit.h"

namespace gatecast {
namespace {

// What of `area` is not `inner`: above, below, left, right; some are empty.
std::array<Rect, 4> strips_around(const Rect& area, const Rect& inner) {
    return {Rect{area.x, area.y, area.width, inner.y - area.y},
            Rect{area.x, inner.bottom(), area.width, area.bottom() - inner.bottom()},
            Rect{area.x, inner.y, inner.x - area.x, inner.height},
            Rect{inner.right(), inner.y, area.right() - inner.right(), inner.height}};
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

bool RegionPainter::paint(const PictureLayer& layer, const Rect& area, const ImageView& to) {
    if (const Image* same = paint_again(layer)) {
        copy(same->view(), to);
        return true;
    }
    Still* still = stills_.worth_keeping(key_of(layer), area.size(), to.format);
    if (still == nullptr) return paint_anew(layer, area, to);
    still->kept = paint_anew(layer, area, still->image.view());
    copy(still->image.view(), to);
    return still->kept;
}

bool RegionPainter::paint_anew(const PictureLayer& layer, const Rect& area, const ImageView& to) {
    const std::array<int, 3> bars{layer.bars[0], layer.bars[1], layer.bars[2]};
    if (layer.picture.view.planes[0].data == nullptr) {
        fill(to, bars);
        return false;
    }
    const FitResult fit =
        fit_picture(layer.picture.view.size, layer.sample_aspect, layer.rotation_degrees, layer.area, layer.fit);
    const Rect part = intersection(fit.target, area);
    TeamScaler* scaler = part.empty() ? nullptr : scalers_.find(scale_spec(layer, fit, part, to.format));
    if (scaler == nullptr) {
        fill(to, bars);
        return part.empty();
    }
    const auto on_region = [&](const Rect& rect) {
        return crop(to, {rect.x - area.x, rect.y - area.y, rect.width, rect.height});
    };
    if (part != area) {
        const std::array<Rect, 4> strips = strips_around(area, part);
        if (layer.fit != Fit::kBlurFill || !blur_fill_.paint(layer, strips, area, to)) {
            for (const Rect& strip : strips) {
                if (!strip.empty()) fill(on_region(strip), bars);
            }
        }
    }
    scaler->scale(layer.picture.view, on_region(part));
    return true;
}

}  // namespace gatecast
