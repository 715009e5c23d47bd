// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/brightness.h"

#include <gtest/gtest.h>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::noise;
using testing::picture_of;
using testing::sample;

constexpr PixelFormat k420{Chroma::k420, 8};

TEST(Brightness, EveryCodeValueIsTheExactShareRoundedHalfUp) {
    Image source({256, 4}, k420);
    testing::draw(source.view(), [](int, int x, int) { return x; });
    for (const int share : {0, 1, 97, 128, 200, 255}) {
        Dimmer dimmer;
        const Picture dimmed = dimmer.dim(picture_of(source, 1), share);
        for (int p = 0; p < 3; ++p) {
            const int black = p == 0 ? 16 : 128;
            for (int x = 0; x < plane_size(source.size(), k420, p).width; ++x) {
                const double exact = black + (x - black) * share / 256.0;
                ASSERT_EQ(sample(dimmed.view, p, x, 0), std::floor(exact + 0.5)) << "share " << share;
            }
        }
    }
}

TEST(Brightness, FullIsThePictureItself) {
    const Image source = noise({40, 20}, k420, 1);
    Dimmer dimmer;
    const Picture picture = dimmer.dim(picture_of(source, 7), 256);
    EXPECT_EQ(picture.view.planes[0].data, source.view().planes[0].data);
    EXPECT_EQ(picture.id, 7U);
}

TEST(Brightness, TheSameCanvasAndShareGiveTheSamePictureAndNoOthersDo) {
    const Image source = noise({40, 20}, k420, 1);
    Dimmer dimmer;
    const Picture first = dimmer.dim(picture_of(source, 7), 100);
    const Picture again = dimmer.dim(picture_of(source, 7), 100);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.view.planes[0].data, first.view.planes[0].data);
    EXPECT_NE(dimmer.dim(picture_of(source, 7), 101).id, first.id);
    EXPECT_NE(dimmer.dim(picture_of(source, 8), 100).id, first.id);
    EXPECT_EQ(dimmer.dim(picture_of(source, 0), 100).id, 0U);
}

TEST(Brightness, APictureStillHeldIsNotWrittenAgain) {
    const Image source = noise({40, 20}, k420, 1);
    const Image other = noise({40, 20}, k420, 2);
    Dimmer dimmer;
    const Picture held = dimmer.dim(picture_of(source, 1), 100);
    const int before = sample(held.view, 0, 5, 5);
    for (uint64_t id = 2; id < 10; ++id) (void)dimmer.dim(picture_of(other, id), 50);
    EXPECT_EQ(sample(held.view, 0, 5, 5), before);
}

TEST(Brightness, HalfTheLightIsThreeQuartersOfTheSignal) {
    EXPECT_EQ(signal_share_256(100), 256);
    EXPECT_EQ(signal_share_256(50), 192);  // 0.5 ^ (1 / 2.4) = 0.749
    EXPECT_EQ(signal_share_256(10), 98);   // 0.383
    EXPECT_EQ(signal_share_256(0), 0);
    EXPECT_EQ(signal_share_256(120), 256);
}

}  // namespace
}  // namespace gatecast
