// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/rotate.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace gatecast {
namespace {

// Tiles keep both the rows read and the rows written in the first-level cache.
constexpr int kTile = 32;

template <typename Sample>
void turn_half(const ConstPlane& from, Size size, const Plane& to) {
    for (int y = 0; y < size.height; ++y) {
        const auto* source = reinterpret_cast<const Sample*>(from.row(y));
        auto* target = reinterpret_cast<Sample*>(to.row(size.height - 1 - y));
        std::reverse_copy(source, source + size.width, target);
    }
}

// Source sample (x, y) lands in column height-1-y of row x (clockwise), or column y of row width-1-x.
template <typename Sample>
void turn_quarter(const ConstPlane& from, Size size, bool clockwise, const Plane& to) {
    for (int y0 = 0; y0 < size.height; y0 += kTile) {
        const int y1 = std::min(y0 + kTile, size.height);
        for (int x0 = 0; x0 < size.width; x0 += kTile) {
            const int x1 = std::min(x0 + kTile, size.width);
            for (int x = x0; x < x1; ++x) {
                auto* target = reinterpret_cast<Sample*>(to.row(clockwise ? x : size.width - 1 - x));
                for (int y = y0; y < y1; ++y) {
                    target[clockwise ? size.height - 1 - y : y] = reinterpret_cast<const Sample*>(from.row(y))[x];
                }
            }
        }
    }
}

template <typename Sample>
void turn(const ConstPlane& from, Size size, int degrees, const Plane& to) {
    switch (degrees) {
        case 90:
            turn_quarter<Sample>(from, size, true, to);
            break;
        case 180:
            turn_half<Sample>(from, size, to);
            break;
        case 270:
            turn_quarter<Sample>(from, size, false, to);
            break;
        default:
            for (int y = 0; y < size.height; ++y) {
                std::memcpy(to.row(y), from.row(y), static_cast<size_t>(size.width) * sizeof(Sample));
            }
    }
}

}  // namespace

Size rotated(Size size, int degrees) {
    return degrees == 90 || degrees == 270 ? Size{size.height, size.width} : size;
}

void rotate_plane(const ConstPlane& from, Size size, int bytes_per_sample, int degrees, const Plane& to) {
    if (bytes_per_sample == 1) {
        turn<uint8_t>(from, size, degrees, to);
    } else {
        turn<uint16_t>(from, size, degrees, to);
    }
}

}  // namespace gatecast
