// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures for the tests of this room: drawn by code, from a fixed seed.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>

#include "filters/image.h"

namespace gatecast::testing {

using Random = std::mt19937;

inline int between(Random& random, int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
}

/// Every sample of every plane from `value(plane, x, y)`.
inline void draw(const ImageView& view, const std::function<int(int, int, int)>& value) {
    for (int p = 0; p < view.format.planes(); ++p) {
        const Size size = plane_size(view.size, view.format, p);
        for (int y = 0; y < size.height; ++y) {
            uint8_t* row = view.planes[static_cast<size_t>(p)].row(y);
            for (int x = 0; x < size.width; ++x) {
                if (view.format.bytes_per_sample() == 1) {
                    row[x] = static_cast<uint8_t>(value(p, x, y));
                } else {
                    reinterpret_cast<uint16_t*>(row)[x] = static_cast<uint16_t>(value(p, x, y));
                }
            }
        }
    }
}

inline int sample(const ConstImageView& view, int plane, int x, int y) {
    const uint8_t* row = view.planes[static_cast<size_t>(plane)].row(y);
    return view.format.bytes_per_sample() == 1 ? row[x] : reinterpret_cast<const uint16_t*>(row)[x];
}

inline Image noise(Size size, PixelFormat format, uint32_t seed) {
    Image image(size, format);
    Random random(seed);
    const int most = (1 << format.depth) - 1;
    draw(image.view(), [&](int, int, int) { return between(random, 0, most); });
    return image;
}

/// Detail of many directions and sizes, like a test chart: rings of growing frequency over a gradient.
inline Image rings(Size size, PixelFormat format) {
    Image image(size, format);
    const int scale = 1 << (format.depth - 8);
    draw(image.view(), [&](int p, int x, int y) {
        const double dx = (x - size.width / 3.0) / size.width;
        const double dy = (y - size.height / 2.0) / size.width;
        const double wave = std::sin((p == 0 ? 260.0 : 90.0) * (dx * dx + dy * dy) * 4);
        const double slope = static_cast<double>(x + y) / (size.width + size.height);
        return static_cast<int>(std::lround((126 + 70 * wave + 40 * (slope - 0.5)) * scale));
    });
    return image;
}

inline bool equal(const ConstImageView& a, const ConstImageView& b) {
    if (a.size != b.size || a.format != b.format) return false;
    for (int p = 0; p < a.format.planes(); ++p) {
        const Size size = plane_size(a.size, a.format, p);
        const auto bytes = static_cast<size_t>(size.width * a.format.bytes_per_sample());
        for (int y = 0; y < size.height; ++y) {
            const auto i = static_cast<size_t>(p);
            if (!std::equal(a.planes[i].row(y), a.planes[i].row(y) + bytes, b.planes[i].row(y))) return false;
        }
    }
    return true;
}

/// A picture as a decoder hands it over; `image` must outlive it.
inline Picture picture_of(const Image& image, uint64_t id, const ColourSpec& colour = kDisplayColour) {
    Picture picture;
    picture.view = image.view();
    picture.colour = colour;
    picture.id = id;
    return picture;
}

}  // namespace gatecast::testing
