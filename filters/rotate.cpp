// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/rotate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "filters/blend.h"

namespace gatecast {
namespace {

static_assert(std::endian::native == std::endian::little, "the first sample of a word is its lowest");

// Tiles keep both the rows read and the rows written in the first-level cache.
constexpr int kTile = 64;

template <typename Sample>
void turn_half(const ConstPlane& from, Size size, const Plane& to) {
    for (int y = 0; y < size.height; ++y) {
        const auto* source = reinterpret_cast<const Sample*>(from.row(y));
        auto* target = reinterpret_cast<Sample*>(to.row(size.height - 1 - y));
        std::reverse_copy(source, source + size.width, target);
    }
}

// Samples of 8 bit are turned in squares of the kernel's size; those of 16 bit four by four, a word of eight bytes a
// row.
template <typename Sample>
constexpr int kSquare = sizeof(Sample) == 1 ? 16 : 4;

using Square = std::array<uint64_t, 4>;

// Mirrors the square about its diagonal: squares within it change places, from the largest down to single samples.
void transpose(Square& rows) {
    constexpr std::array<uint64_t, 2> kLeftHalves{0x00000000FFFFFFFF, 0x0000FFFF0000FFFF};
    size_t level = 0;
    for (size_t half = rows.size() / 2; half > 0; half /= 2, ++level) {
        const size_t bits = half * 16;
        const uint64_t left = kLeftHalves[level];
        for (size_t y = 0; y < rows.size(); ++y) {
            if ((y & half) != 0) continue;
            const uint64_t moved = ((rows[y] >> bits) ^ rows[y + half]) & left;
            rows[y] ^= moved << bits;
            rows[y + half] ^= moved;
        }
    }
}

// Source sample (x, y) lands in column height-1-y of row x (clockwise), or column y of row width-1-x.
template <typename Sample>
void turn_sample(const ConstPlane& from, Size size, bool clockwise, const Plane& to, int x, int y) {
    const Sample sample = reinterpret_cast<const Sample*>(from.row(y))[x];
    const int column = clockwise ? size.height - 1 - y : y;
    reinterpret_cast<Sample*>(to.row(clockwise ? x : size.width - 1 - x))[column] = sample;
}

template <typename Sample>
void turn_square(const ConstPlane& from, Size size, bool clockwise, const Plane& to, int x, int y) {
    constexpr int kEdge = kSquare<Sample>;
    constexpr auto kBytes = static_cast<ptrdiff_t>(sizeof(Sample));
    const int column = clockwise ? size.height - kEdge - y : y;
    // Clockwise, the lowest line becomes the first column; else the last column becomes the first line.
    const uint8_t* first = from.row(clockwise ? y + kEdge - 1 : y) + x * kBytes;
    const ptrdiff_t down = clockwise ? -from.stride_bytes : from.stride_bytes;
    uint8_t* target = to.row(clockwise ? x : size.width - 1 - x) + column * kBytes;
    const ptrdiff_t on = clockwise ? to.stride_bytes : -to.stride_bytes;
    if constexpr (sizeof(Sample) == 1) {
        fast_kernels().transpose(target, on, first, down);
    } else {
        Square rows;
        for (int i = 0; i < kEdge; ++i) std::memcpy(&rows[static_cast<size_t>(i)], first + i * down, sizeof(uint64_t));
        transpose(rows);
        for (int i = 0; i < kEdge; ++i) std::memcpy(target + i * on, &rows[static_cast<size_t>(i)], sizeof(uint64_t));
    }
}

template <typename Sample>
void turn_quarter(const ConstPlane& from, Size size, bool clockwise, const Plane& to) {
    constexpr int kEdge = kSquare<Sample>;
    const int whole_width = size.width / kEdge * kEdge;
    const int whole_height = size.height / kEdge * kEdge;
    for (int y0 = 0; y0 < whole_height; y0 += kTile) {
        for (int x0 = 0; x0 < whole_width; x0 += kTile) {
            for (int x = x0; x < std::min(x0 + kTile, whole_width); x += kEdge) {
                for (int y = y0; y < std::min(y0 + kTile, whole_height); y += kEdge) {
                    turn_square<Sample>(from, size, clockwise, to, x, y);
                }
            }
        }
    }
    for (int y = 0; y < size.height; ++y) {
        for (int x = y < whole_height ? whole_width : 0; x < size.width; ++x) {
            turn_sample<Sample>(from, size, clockwise, to, x, y);
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
