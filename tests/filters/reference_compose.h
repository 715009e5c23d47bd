// SPDX-License-Identifier: GPL-3.0-or-later
// The obviously right slow canvas: every layer by its definition, sample by sample, each frame from nothing. Pictures
// are scaled whole by Scaler, which has a reference of its own; they must lie inside the canvas.
#pragma once

#include <algorithm>

#include "filters/canvas.h"
#include "filters/fit.h"
#include "tests/filters/pictures.h"

namespace gatecast::testing {

class ReferenceCanvas {
public:
    ReferenceCanvas(Size size, Chroma chroma) : size_(size), format_{chroma, 8}, image_(size, format_) {}

    ConstImageView compose(const std::vector<Layer>& layers) {
        fill(area_of(size_), {16, 128, 128});
        for (const Layer& layer : layers) std::visit([this](const auto& one) { lay(one); }, layer);
        return std::as_const(image_).view();
    }

private:
    // value(plane, x, y, what is there) for every sample of `area`; x and y from the area's corner, in samples.
    template <typename Value>
    void each(const Rect& area, Value value) {
        const ImageView to = crop(image_.view(), area);
        for (int p = 0; p < format_.planes(); ++p) {
            const Size size = plane_size(area.size(), format_, p);
            for (int y = 0; y < size.height; ++y) {
                uint8_t* row = to.planes[static_cast<size_t>(p)].row(y);
                for (int x = 0; x < size.width; ++x) row[x] = static_cast<uint8_t>(value(p, x, y, row[x]));
            }
        }
    }

    static int mixed(int from, int to, int share) { return (from * (256 - share) + to * share + 128) / 256; }

    void fill(const Rect& area, const std::array<uint8_t, 3>& colour) {
        each(area, [&](int p, int, int, int) { return colour[static_cast<size_t>(p)]; });
    }

    [[nodiscard]] Image region(const PictureLayer& layer) const {
        const Rect area = even_inside(layer.area);
        Image image(area.size(), format_);
        gatecast::fill(image.view(), {layer.bars[0], layer.bars[1], layer.bars[2]});
        const Picture& picture = layer.picture;
        const FitResult fit =
            fit_picture(picture.view.size, layer.sample_aspect, layer.rotation_degrees, layer.area, layer.fit);
        ScaleSpec spec;
        spec.source_size = picture.view.size;
        spec.source_format = picture.view.format;
        spec.source_colour = picture.colour;
        spec.source_area_px16 = fit.source_area_px16;
        spec.target_size = fit.target.size();
        spec.target_format = format_;
        spec.kernel = layer.kernel;
        spec.rotation_degrees = layer.rotation_degrees;
        const Rect target{fit.target.x - area.x, fit.target.y - area.y, fit.target.width, fit.target.height};
        Scaler(spec).scale(picture.view, crop(image.view(), target));
        return image;
    }

    void lay(const FillLayer& layer) { fill(intersection(even_around(layer.area), area_of(size_)), layer.ycbcr); }

    void lay(const PictureLayer& layer) {
        const Image picture = region(layer);
        each(even_inside(layer.area), [&](int p, int x, int y, int below) {
            return mixed(below, sample(picture.view(), p, x, y), layer.opacity_256);
        });
    }

    void lay(const TransitionLayer& layer) {
        PictureLayer first = layer.from;
        first.area = layer.to.area;
        const Image from = region(first);
        const Image to = region(layer.to);
        const Size size = from.size();
        const int across = size.width * layer.share_256 / 256 / 2 * 2;
        const int down = size.height * layer.share_256 / 256 / 2 * 2;
        const auto uncovered = [&](int x, int y) {
            switch (layer.edge) {
                case Edge::kLeft:
                    return x < across;
                case Edge::kRight:
                    return x >= size.width - across;
                case Edge::kTop:
                    return y < down;
                case Edge::kBottom:
                    break;
            }
            return y >= size.height - down;
        };
        each(even_inside(layer.to.area), [&](int p, int x, int y, int below) {
            const int a = sample(from.view(), p, x, y);
            const int b = sample(to.view(), p, x, y);
            const int bars = layer.to.bars[static_cast<size_t>(p)];
            const int share = layer.share_256;
            int value = mixed(a, b, share);
            if (layer.kind == Transition::kFade) {
                value = share < 128 ? mixed(a, bars, 2 * share) : mixed(b, bars, 2 * (256 - share));
            } else if (layer.kind == Transition::kWipe) {
                value = uncovered(x << format_.shift_x(p), y << format_.shift_y(p)) ? b : a;
            }
            return mixed(below, value, layer.to.opacity_256);
        });
    }

    void lay(const OverlayLayer& layer) {
        const Overlay& overlay = *layer.overlay;
        const Rect place{overlay.area.x + layer.moved.x, overlay.area.y + layer.moved.y, overlay.area.width,
                         overlay.area.height};
        Rect seen = intersection(place, area_of(size_));
        if (!layer.window.empty()) seen = intersection(seen, layer.window);
        each(seen, [&](int p, int x, int y, int below) {
            const int ox = x + ((seen.x - place.x) >> format_.shift_x(p));
            const int oy = y + ((seen.y - place.y) >> format_.shift_y(p));
            const auto faded = [&](int v) { return (v * layer.opacity_256 + 128) / 256; };
            const int alpha = faded(sample(p == 0 ? overlay.alpha.view() : overlay.chroma_alpha.view(), 0, ox, oy));
            const int colour = faded(sample(overlay.colour.view(), p, ox, oy));
            return std::min(255, colour + (2 * below * (255 - alpha) + 255) / 510);
        });
    }

    Size size_;
    PixelFormat format_;
    Image image_;
};

}  // namespace gatecast::testing
