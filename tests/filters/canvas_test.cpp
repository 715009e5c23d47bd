// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/canvas.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::equal;
using testing::noise;
using testing::picture_of;
using testing::sample;

constexpr Size kCanvas{192, 108};
constexpr PixelFormat k420{Chroma::k420, 8};

// One grey box at the origin.
OverlayRef box(Size size, uint8_t alpha, Chroma chroma = Chroma::k420) {
    std::vector<uint8_t> bgra(static_cast<size_t>(size.width * size.height) * 4);
    for (size_t i = 0; i < bgra.size(); i += 4) {
        bgra[i] = bgra[i + 1] = bgra[i + 2] = static_cast<uint8_t>(alpha / 2);
        bgra[i + 3] = alpha;
    }
    static uint64_t boxes = 0;
    return std::make_shared<const Overlay>(
        make_overlay({bgra.data(), ptrdiff_t{4} * size.width, size, true}, 0, 0, chroma, ++boxes));
}

std::vector<Layer> still_scene(const Image& source) {
    PictureLayer picture;
    picture.picture = picture_of(source, 5);
    picture.area = {20, 10, 100, 80};
    return {FillLayer{area_of(kCanvas), {16, 128, 128}}, picture};
}

TEST(Canvas, UnchangedContentIsTheSameBufferAndId) {
    const Image source = noise({64, 48}, k420, 1);
    const std::vector<Layer> layers = still_scene(source);
    Canvas canvas(kCanvas, Chroma::k420);
    const Picture first = canvas.compose(layers);
    const int64_t written = canvas.stats().pixels_written;
    const Picture second = canvas.compose(layers);
    EXPECT_EQ(first.id, second.id);
    EXPECT_EQ(first.view.planes[0].data, second.view.planes[0].data);
    EXPECT_EQ(canvas.stats().pixels_written, written);
    EXPECT_EQ(canvas.stats().reused, 1);
    EXPECT_EQ(canvas.stats().frames, 2);
}

TEST(Canvas, APictureOfUnknownIdIsDrawnEachTimeAndOnlyItsArea) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    std::get<PictureLayer>(layers[1]).picture.id = 0;
    Canvas canvas(kCanvas, Chroma::k420);
    (void)canvas.compose(layers);
    const int64_t written = canvas.stats().pixels_written;
    const uint64_t id = canvas.compose(layers).id;
    EXPECT_EQ(canvas.stats().pixels_written - written, 100 * 80);
    EXPECT_NE(canvas.compose(layers).id, id);
}

TEST(Canvas, AStaticPanelCostsNothingBesideAMovingPicture) {
    const Image source = noise({64, 48}, k420, 1);
    PictureLayer moving;
    moving.picture = picture_of(source, 0);
    moving.area = {0, 0, 96, 108};
    PictureLayer panel;
    panel.picture = picture_of(source, 9);
    panel.area = {96, 0, 96, 108};
    const std::vector<Layer> layers{moving, panel};
    Canvas canvas(kCanvas, Chroma::k420);
    (void)canvas.compose(layers);
    const int64_t written = canvas.stats().pixels_written;
    (void)canvas.compose(layers);
    EXPECT_EQ(canvas.stats().pixels_written - written, 96 * 108);
}

TEST(Canvas, AMovingPictureUsesNoMoreBuffersThanAreHeld) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    std::get<PictureLayer>(layers[1]).picture.id = 0;
    Canvas canvas(kCanvas, Chroma::k420);
    std::vector<const uint8_t*> seen;
    Picture held;
    for (int i = 0; i < 50; ++i) {
        held = canvas.compose(layers);
        const uint8_t* pixels = held.view.planes[0].data;
        if (std::find(seen.begin(), seen.end(), pixels) == seen.end()) seen.push_back(pixels);
    }
    EXPECT_EQ(seen.size(), 2U);
}

TEST(Canvas, PicturesOutliveItHoweverManyAreHeld) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    std::vector<Picture> held;
    std::vector<int> seen;
    {
        Canvas canvas(kCanvas, Chroma::k420);
        for (int i = 0; i < 100; ++i) {
            std::get<FillLayer>(layers[0]).ycbcr[0] = static_cast<uint8_t>(20 + i);
            held.push_back(canvas.compose(layers));
            held.push_back(canvas.compose(layers));  // the same buffer twice
            seen.push_back(20 + i);
        }
    }
    for (size_t i = 0; i < held.size(); ++i) EXPECT_EQ(sample(held[i].view, 0, 0, 0), seen[i / 2]);
}

TEST(Canvas, ALayerThatCannotBePaintedIsCountedAndTheRestIsShown) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    Canvas canvas(kCanvas, Chroma::k420);
    const Picture without = canvas.compose(layers);
    layers.push_back(OverlayLayer{box({40, 20}, 255, Chroma::k422)});
    const Picture with = canvas.compose(layers);
    EXPECT_TRUE(equal(without.view, with.view));
    EXPECT_EQ(canvas.stats().failed_layers, 1);

    std::get<PictureLayer>(layers[1]).rotation_degrees = 45;
    const Picture bars = canvas.compose(layers);
    EXPECT_EQ(sample(bars.view, 0, 60, 50), 16);
    EXPECT_GE(canvas.stats().failed_layers, 2);
}

TEST(Canvas, WhatNoLayerCoversIsBlack) {
    Canvas canvas(kCanvas, Chroma::k420);
    const std::vector<Layer> layers{FillLayer{{0, 0, 20, 20}, {200, 100, 100}}};
    const Picture picture = canvas.compose(layers);
    EXPECT_EQ(sample(picture.view, 0, 0, 0), 200);
    EXPECT_EQ(sample(picture.view, 0, 100, 100), 16);
    EXPECT_EQ(sample(picture.view, 1, 50, 50), 128);
}

TEST(Canvas, ASameSizePictureOfTheSameFormatPassesUntouched) {
    const Image source = noise(kCanvas, k420, 4);
    PictureLayer layer;
    layer.picture = picture_of(source, 1);
    layer.area = area_of(kCanvas);
    Canvas canvas(kCanvas, Chroma::k420);
    const std::vector<Layer> layers{layer};
    EXPECT_TRUE(equal(canvas.compose(layers).view, source.view()));
}

int64_t pixels_of(Canvas& canvas, const std::vector<Layer>& layers) {
    const int64_t before = canvas.stats().pixels_written;
    (void)canvas.compose(layers);
    return canvas.stats().pixels_written - before;
}

TEST(Canvas, AStillUnderAMovingOverlayIsPaintedOnlyWhereTheOverlayWasAndIs) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    std::get<PictureLayer>(layers[1]).area = area_of(kCanvas);
    layers.emplace_back(OverlayLayer{.overlay = box({16, 8}, 128)});
    auto& moving = std::get<OverlayLayer>(layers.back());
    Canvas canvas(kCanvas, Chroma::k420);
    for (int i = 0; i < 3; ++i) {
        moving.moved = {4 * i, 20};
        (void)canvas.compose(layers);
    }
    moving.moved = {12, 20};
    EXPECT_EQ(pixels_of(canvas, layers), 20 * 8);
}

TEST(Canvas, AStillThatComesBackAfterOthersIsRight) {
    const Image a = noise({64, 48}, k420, 1);
    const Image b = noise({64, 48}, k420, 2);
    std::vector<Layer> layers = still_scene(a);
    layers.emplace_back(OverlayLayer{.overlay = box({16, 8}, 128)});
    Canvas canvas(kCanvas, Chroma::k420);
    for (int i = 0; i < 40; ++i) {
        const bool first = i / 5 % 2 == 0;
        std::get<PictureLayer>(layers[1]).picture = picture_of(first ? a : b, first ? 5 : 6);
        std::get<OverlayLayer>(layers[2]).moved = {2 * i, 30};
        const Picture picture = canvas.compose(layers);
        Canvas fresh(kCanvas, Chroma::k420);
        ASSERT_TRUE(equal(picture.view, fresh.compose(layers).view)) << i;
    }
}

TEST(Canvas, NothingUnderAnOpaqueBandIsPainted) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    std::get<PictureLayer>(layers[1]).area = area_of(kCanvas);
    std::get<PictureLayer>(layers[1]).rotation_degrees = 45;  // fails whenever it is painted
    const OverlayRef strip = box({400, 16}, 255);
    ASSERT_TRUE(strip->opaque);
    layers.emplace_back(OverlayLayer{.overlay = strip, .moved = {0, 80}, .window = {0, 80, 192, 16}});
    Canvas canvas(kCanvas, Chroma::k420);
    (void)canvas.compose(layers);
    const int64_t failed = canvas.stats().failed_layers;
    std::get<OverlayLayer>(layers.back()).moved.x = -8;
    EXPECT_EQ(pixels_of(canvas, layers), 192 * 16);
    EXPECT_EQ(canvas.stats().failed_layers, failed);
}

TEST(Canvas, AFilmBehindAFullScreenNoticeChangesNothing) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    layers.emplace_back(OverlayLayer{.overlay = box(kCanvas, 255)});
    Canvas canvas(kCanvas, Chroma::k420);
    const Picture first = canvas.compose(layers);
    std::get<PictureLayer>(layers[1]).picture.id = 6;
    EXPECT_EQ(canvas.compose(layers).id, first.id);
}

TEST(Canvas, AnOverlayIsSeenOnlyInItsWindow) {
    Canvas canvas(kCanvas, Chroma::k420);
    const std::vector<Layer> layers{
        FillLayer{area_of(kCanvas), {40, 128, 128}},
        OverlayLayer{.overlay = box({100, 40}, 255), .moved = {-20, 10}, .window = {10, 20, 30, 100}}};
    const Picture picture = canvas.compose(layers);
    for (int y = 0; y < kCanvas.height; ++y) {
        for (int x = 0; x < kCanvas.width; ++x) {
            const bool inside = x >= 10 && x < 40 && y >= 20 && y < 50;
            ASSERT_EQ(sample(picture.view, 0, x, y) == 40, !inside) << x << ' ' << y;
        }
    }
}

TEST(Canvas, ARegionOfHalfOpacityIsMixedWithWhatIsBelow) {
    const Image source = noise({64, 48}, k420, 1);
    std::vector<Layer> layers = still_scene(source);
    const auto composed = [&](int opacity) {
        std::get<PictureLayer>(layers[1]).opacity_256 = opacity;
        Canvas canvas(kCanvas, Chroma::k420);
        return canvas.compose(layers);
    };
    const Picture full = composed(256);
    const Picture half = composed(128);
    const Picture none = composed(0);
    for (int y = 0; y < kCanvas.height; ++y) {
        for (int x = 0; x < kCanvas.width; ++x) {
            const int above = sample(full.view, 0, x, y);
            const int below = sample(none.view, 0, x, y);
            ASSERT_EQ(below, 16);
            ASSERT_EQ(sample(half.view, 0, x, y), (above * 128 + below * 128 + 128) / 256);
        }
    }
}

TEST(Canvas, BlurFillIsSoftAndDimmerThanThePictureBesideIt) {
    Image source({64, 108}, k420);
    testing::draw(source.view(), [](int p, int x, int y) { return p > 0 ? 128 : (x / 2 + y / 2) % 2 ? 235 : 100; });
    PictureLayer layer;
    layer.picture = picture_of(source, 1);
    layer.area = area_of(kCanvas);
    layer.fit = Fit::kBlurFill;
    Canvas canvas(kCanvas, Chroma::k420);
    const std::vector<Layer> layers{layer};
    const Picture picture = canvas.compose(layers);
    int least = 255;
    int most = 0;
    for (int x = 0; x < 50; ++x) {
        least = std::min(least, sample(picture.view, 0, x, 60));
        most = std::max(most, sample(picture.view, 0, x, 60));
    }
    EXPECT_LE(most - least, 6);
    EXPECT_NEAR(least, 16 + (167 - 16) / 2, 8);
}

}  // namespace
}  // namespace gatecast
