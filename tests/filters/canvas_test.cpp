// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/canvas.h"

#include <gtest/gtest.h>

#include <deque>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::between;
using testing::equal;
using testing::noise;
using testing::picture_of;
using testing::sample;

constexpr Size kCanvas{192, 108};
constexpr PixelFormat k420{Chroma::k420, 8};

OverlayRef random_overlay(testing::Random& random, Chroma chroma, uint64_t change_id) {
    const Size size{between(random, 1, 80), between(random, 1, 40)};
    std::vector<uint8_t> bgra(static_cast<size_t>(size.width * size.height) * 4);
    for (size_t i = 0; i < bgra.size(); i += 4) {
        const int alpha = between(random, 0, 2) == 0 ? between(random, 0, 255) : 0;
        for (size_t c = 0; c < 3; ++c) bgra[i + c] = static_cast<uint8_t>(between(random, 0, alpha));
        bgra[i + 3] = static_cast<uint8_t>(alpha);
    }
    return std::make_shared<const Overlay>(make_overlay({bgra.data(), ptrdiff_t{4} * size.width, size, true},
                                                        between(random, -30, kCanvas.width),
                                                        between(random, -20, kCanvas.height), chroma, change_id));
}

// A scene that is edited at random: layers come, go, move, change their pixels, swap places.
class Scene {
public:
    Scene(uint32_t seed, Chroma chroma) : random_(seed), chroma_(chroma) {
        for (uint32_t i = 0; i < 6; ++i) sources_.push_back(noise({64 + 16 * static_cast<int>(i), 48}, k420, i));
        layers_.push_back(FillLayer{area_of(kCanvas), {40, 100, 150}});
        for (int i = 0; i < 4; ++i) layers_.push_back(new_layer());
    }

    void edit() {
        const auto last = static_cast<int>(layers_.size()) - 1;
        const auto at = [&] { return layers_.begin() + between(random_, 1, last); };
        switch (between(random_, 0, 5)) {
            case 0:
                if (last < 8) layers_.insert(at(), new_layer());
                break;
            case 1:
                if (last > 1) layers_.erase(at());
                break;
            case 2:
                std::iter_swap(at(), at());
                break;
            case 3:
                break;  // nothing changes
            default:
                *at() = new_layer();
                break;
        }
    }

    [[nodiscard]] const std::vector<Layer>& layers() const { return layers_; }

private:
    Rect area() {
        return {between(random_, -20, 150), between(random_, -20, 90), between(random_, 3, 150),
                between(random_, 3, 90)};
    }

    PictureLayer picture() {
        const auto which = static_cast<size_t>(between(random_, 0, 5));
        PictureLayer layer;
        layer.picture = picture_of(sources_[which], between(random_, 0, 3) == 0 ? 0 : which + 1);
        layer.area = area();
        layer.fit = static_cast<Fit>(between(random_, 0, 3));
        layer.rotation_degrees = 90 * between(random_, 0, 3);
        layer.bars = {90, 110, 120};
        return layer;
    }

    Layer new_layer() {
        switch (between(random_, 0, 4)) {
            case 0:
                return FillLayer{area(), {static_cast<uint8_t>(between(random_, 16, 235)), 90, 200}};
            case 1:
                return picture();
            case 2:
                return TransitionLayer{picture(), picture(), between(random_, 0, 256)};
            default:
                return OverlayLayer{random_overlay(random_, chroma_, ++overlays_), between(random_, 0, 1) * 128 + 128};
        }
    }

    testing::Random random_;
    Chroma chroma_;
    std::deque<Image> sources_;
    std::vector<Layer> layers_;
    uint64_t overlays_ = 0;
};

void compare_edits(Chroma chroma, int edits, uint32_t seed) {
    Scene scene(seed, chroma);
    Canvas canvas(kCanvas, chroma);
    testing::Random random(seed + 1);
    std::deque<Picture> held;  // as an encoder would, for a few frames
    for (int i = 0; i < edits; ++i) {
        scene.edit();
        held.push_back(canvas.compose(scene.layers()));
        while (static_cast<int>(held.size()) > between(random, 0, 4)) held.pop_front();
        if (held.empty()) continue;
        Canvas fresh(kCanvas, chroma);
        const Picture expected = fresh.compose(scene.layers());
        ASSERT_TRUE(equal(held.back().view, expected.view)) << "after edit " << i;
    }
}

TEST(Canvas, PaintingOnlyTheDamageGivesThePixelsOfPaintingAll420) {
    compare_edits(Chroma::k420, 1200, 10);
}
TEST(Canvas, PaintingOnlyTheDamageGivesThePixelsOfPaintingAll422) {
    compare_edits(Chroma::k422, 1200, 20);
}

TEST(Canvas, AHeldPictureNeverChanges) {
    Scene scene(30, Chroma::k420);
    Canvas canvas(kCanvas, Chroma::k420);
    std::deque<std::pair<Picture, Image>> held;
    for (int i = 0; i < 200; ++i) {
        scene.edit();
        Picture picture = canvas.compose(scene.layers());
        Image kept(kCanvas, k420);
        copy(picture.view, kept.view());
        held.emplace_back(std::move(picture), std::move(kept));
        if (held.size() > 6) held.pop_front();
        for (const auto& [view, copy_of_it] : held) {
            ASSERT_TRUE(equal(view.view, std::as_const(copy_of_it).view())) << "after edit " << i;
        }
    }
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

TEST(Canvas, ALayerThatCannotBePaintedIsCountedAndTheRestIsShown) {
    const Image source = noise({64, 48}, k420, 1);
    testing::Random random(1);
    std::vector<Layer> layers = still_scene(source);
    Canvas canvas(kCanvas, Chroma::k420);
    const Picture without = canvas.compose(layers);
    layers.push_back(OverlayLayer{random_overlay(random, Chroma::k422, 77)});
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

TEST(Canvas, ACrossFadeEndsAtThePicturesThemselvesAndMixesBetween) {
    const Image a = noise({64, 48}, k420, 1);
    const Image b = noise({80, 48}, k420, 2);
    PictureLayer from;
    from.picture = picture_of(a, 1);
    from.area = area_of(kCanvas);
    PictureLayer to = from;
    to.picture = picture_of(b, 2);
    const auto composed = [](const Layer& layer) {
        Canvas canvas(kCanvas, Chroma::k420);
        return canvas.compose(std::span(&layer, 1));
    };
    const Picture only_from = composed(from);
    const Picture only_to = composed(to);
    EXPECT_TRUE(equal(composed(TransitionLayer{from, to, 0}).view, only_from.view));
    EXPECT_TRUE(equal(composed(TransitionLayer{from, to, 256}).view, only_to.view));
    const Picture half = composed(TransitionLayer{from, to, 100});
    for (int y = 0; y < kCanvas.height; ++y) {
        for (int x = 0; x < kCanvas.width; ++x) {
            const int mixed = (sample(only_from.view, 0, x, y) * 156 + sample(only_to.view, 0, x, y) * 100 + 128) / 256;
            ASSERT_EQ(sample(half.view, 0, x, y), mixed);
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
