// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/rotate.h"

#include <gtest/gtest.h>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::noise;
using testing::sample;

TEST(Rotate, EverySampleOfEverySizeArrivesAndNothingElseIsTouched) {
    testing::Random random(1);
    for (const int depth : {8, 12}) {
        for (int round = 0; round < 150; ++round) {
            const Size size{testing::between(random, 1, 90), testing::between(random, 1, 90)};
            const PixelFormat format{Chroma::kGrey, depth};
            const Image source = noise(size, format, static_cast<uint32_t>(round));
            for (const int degrees : {0, 90, 180, 270}) {
                const Size turned = rotated(size, degrees);
                Image around = noise({turned.width + 20, turned.height + 6}, format, 7);
                const Image before = noise({turned.width + 20, turned.height + 6}, format, 7);
                const ImageView target = crop(around.view(), {10, 2, turned.width, turned.height});
                rotate_plane(source.view().planes[0], size, format.bytes_per_sample(), degrees, target.planes[0]);
                for (int y = 0; y < size.height; ++y) {
                    for (int x = 0; x < size.width; ++x) {
                        const int across = size.width - 1 - x;
                        const int down = size.height - 1 - y;
                        const int tx = degrees == 0 ? x : degrees == 90 ? down : degrees == 180 ? across : y;
                        const int ty = degrees == 0 ? y : degrees == 90 ? x : degrees == 180 ? down : across;
                        ASSERT_EQ(sample(target, 0, tx, ty), sample(source.view(), 0, x, y)) << degrees;
                    }
                }
                copy(crop(before.view(), {10, 2, turned.width, turned.height}), target);
                ASSERT_TRUE(testing::equal(std::as_const(around).view(), before.view()));
            }
        }
    }
}

}  // namespace
}  // namespace gatecast
