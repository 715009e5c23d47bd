// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "filters/blend.h"

namespace gatecast {
namespace {

uint8_t over_sample(int to, int colour, int alpha) {
    return static_cast<uint8_t>(std::min(255, colour + (to * (255 - alpha) * 2 + 255) / 510));
}

const Kernels kScalar = {
    "scalar",
    [](uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int count) {
        for (int x = 0; x < count; ++x) to[x] = over_sample(to[x], colour[x], alpha[x]);
    },
    [](uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int opacity_256, int count) {
        const auto faded = [opacity_256](int v) { return (v * opacity_256 + 128) / 256; };
        for (int x = 0; x < count; ++x) to[x] = over_sample(to[x], faded(colour[x]), faded(alpha[x]));
    },
    [](uint8_t* to, const uint8_t* from, const uint8_t* other, int share_256, int count) {
        for (int x = 0; x < count; ++x) {
            to[x] = static_cast<uint8_t>((from[x] * (256 - share_256) + other[x] * share_256 + 128) / 256);
        }
    },
    [](uint8_t* to, const uint8_t* from, uint8_t value, int share_256, int count) {
        for (int x = 0; x < count; ++x) {
            to[x] = static_cast<uint8_t>((from[x] * (256 - share_256) + value * share_256 + 128) / 256);
        }
    },
    [](uint8_t* to, const uint8_t* above, const uint8_t* here, const uint8_t* below, int count) {
        for (int x = 0; x < count; ++x) to[x] = static_cast<uint8_t>((above[x] + 2 * here[x] + below[x] + 2) / 4);
    },
    [](uint8_t* to, ptrdiff_t to_stride, const uint8_t* from, ptrdiff_t from_stride) {
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x) to[x * to_stride + y] = from[y * from_stride + x];
        }
    },
};

}  // namespace

const Kernels& scalar_kernels() {
    return kScalar;
}

}  // namespace gatecast
