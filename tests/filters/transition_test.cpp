// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "filters/canvas.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::equal;
using testing::noise;
using testing::picture_of;
using testing::sample;

constexpr Size kCanvas{192, 108};
constexpr PixelFormat k420{Chroma::k420, 8};
constexpr std::array<uint8_t, 3> kBars{60, 100, 140};

/// Two pictures of the whole canvas, and what is composed of them.
class Transitions : public ::testing::Test {
protected:
    Transitions() : a_(noise({64, 48}, k420, 1)), b_(noise({80, 48}, k420, 2)) {
        from_.picture = picture_of(a_, 1);
        from_.area = area_of(kCanvas);
        from_.bars = kBars;
        to_ = from_;
        to_.picture = picture_of(b_, 2);
    }

    static Picture composed(const Layer& layer) {
        Canvas canvas(kCanvas, Chroma::k420);
        return canvas.compose(std::span(&layer, 1));
    }

    // Every sample of `layer` from those of the two pictures: value(from, to, plane, x, y), x and y in luma pixels.
    template <typename Value>
    void expect_samples(const TransitionLayer& layer, Value value) {
        const Picture from = composed(from_);
        const Picture to = composed(to_);
        const Picture actual = composed(layer);
        for (int p = 0; p < 3; ++p) {
            const Size size = plane_size(kCanvas, k420, p);
            for (int y = 0; y < size.height; ++y) {
                for (int x = 0; x < size.width; ++x) {
                    const int expected = value(sample(from.view, p, x, y), sample(to.view, p, x, y), p,
                                               x << k420.shift_x(p), y << k420.shift_y(p));
                    ASSERT_EQ(sample(actual.view, p, x, y), expected) << p << ' ' << x << ' ' << y;
                }
            }
        }
    }

    static int mixed(int from, int to, int share) { return (from * (256 - share) + to * share + 128) / 256; }

    Image a_, b_;
    PictureLayer from_, to_;
};

TEST_F(Transitions, AllBeginAndEndAtThePicturesThemselves) {
    for (const Transition kind : {Transition::kCrossFade, Transition::kFade, Transition::kWipe}) {
        EXPECT_TRUE(equal(composed(TransitionLayer{from_, to_, 0, kind}).view, composed(from_).view));
        EXPECT_TRUE(equal(composed(TransitionLayer{from_, to_, 256, kind}).view, composed(to_).view));
    }
}

TEST_F(Transitions, ACrossFadeMixes) {
    expect_samples({from_, to_, 100}, [](int from, int to, int, int, int) { return mixed(from, to, 100); });
}

TEST_F(Transitions, AFadeGoesOutToTheBarsColourAndComesInFromIt) {
    expect_samples({from_, to_, 40, Transition::kFade}, [](int from, int, int plane, int, int) {
        return mixed(from, kBars[static_cast<size_t>(plane)], 80);
    });
    expect_samples({from_, to_, 128, Transition::kFade},
                   [](int, int, int plane, int, int) { return kBars[static_cast<size_t>(plane)]; });
    expect_samples({from_, to_, 200, Transition::kFade},
                   [](int, int to, int plane, int, int) { return mixed(to, kBars[static_cast<size_t>(plane)], 112); });
}

TEST_F(Transitions, AWipeUncoversFromItsEdgeToAnEvenPixel) {
    for (const int share : {1, 77, 128, 255}) {
        const int across = kCanvas.width * share / 256 / 2 * 2;
        const int down = kCanvas.height * share / 256 / 2 * 2;
        const auto wiped = [&](Edge edge, auto uncovered) {
            expect_samples({from_, to_, share, Transition::kWipe, edge},
                           [&](int from, int to, int, int x, int y) { return uncovered(x, y) ? to : from; });
        };
        wiped(Edge::kLeft, [&](int x, int) { return x < across; });
        wiped(Edge::kRight, [&](int x, int) { return x >= kCanvas.width - across; });
        wiped(Edge::kTop, [&](int, int y) { return y < down; });
        wiped(Edge::kBottom, [&](int, int y) { return y >= kCanvas.height - down; });
    }
}

TEST_F(Transitions, TheOpacityOfTheRegionHoldsForBoth) {
    to_.opacity_256 = 64;
    Layer layers[]{FillLayer{area_of(kCanvas), {200, 90, 90}}, TransitionLayer{from_, to_, 100}};
    Canvas canvas(kCanvas, Chroma::k420);
    const Picture actual = canvas.compose(layers);
    to_.opacity_256 = 256;
    const Picture whole = composed(TransitionLayer{from_, to_, 100});
    for (int x = 0; x < kCanvas.width; ++x) {
        ASSERT_EQ(sample(actual.view, 0, x, 7), mixed(200, sample(whole.view, 0, x, 7), 64));
    }
}

}  // namespace
}  // namespace gatecast
