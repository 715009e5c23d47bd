// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/test_card.h"

#include <gtest/gtest.h>

#include <set>

#include "presets/library.h"

namespace gatecast::test {
namespace {

using Pixel = std::array<uint8_t, 3>;

Pixel pixel(const Picture& card, int x, int y) {
    Pixel pixel{};
    for (size_t plane = 0; plane < 3; ++plane) pixel[plane] = card.view.planes[plane].row(y)[x];
    return pixel;
}

Display shipped(const std::string& name) {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS}).display(name);
}

TEST(TestCard, IsOneWhitePixelWideAtEveryEdgeOfEveryDisplay) {
    const PresetLibrary library({GATECAST_SHIPPED_PRESETS});
    for (const PresetLibrary::Entry& entry : library.list()) {
        if (entry.kind != PresetKind::kDisplay) continue;
        const Display display = library.display(entry.name);
        const Picture card = draw_test_card(display);
        ASSERT_EQ(card.view.size, display.canvas) << entry.name;
        const auto [width, height] = display.canvas;
        const Pixel edge = pixel(card, 0, 0);
        EXPECT_GT(edge[0], 220) << entry.name;
        for (int x = 0; x < width; ++x) {
            ASSERT_EQ(pixel(card, x, 0), edge) << entry.name << " " << x;
            ASSERT_EQ(pixel(card, x, height - 1), edge) << entry.name << " " << x;
        }
        for (int y = 0; y < height; ++y) {
            ASSERT_EQ(pixel(card, 0, y), edge) << entry.name << " " << y;
            ASSERT_EQ(pixel(card, width - 1, y), edge) << entry.name << " " << y;
        }
        EXPECT_NE(pixel(card, 1, height / 3), edge) << entry.name;
    }
}

/// Greys of one row of the card, wherever on it they stand.
std::set<int> greys_of(const Picture& card) {
    std::set<int> greys;
    for (int y = 0; y < card.view.size.height; ++y) {
        for (int x = 0; x < card.view.size.width; ++x) {
            const Pixel at = pixel(card, x, y);
            if (at[0] == at[1] && at[1] == at[2]) greys.insert(at[0]);
        }
    }
    return greys;
}

TEST(TestCard, HasEveryGreyAndEveryFullColour) {
    const Picture card = draw_test_card(shipped("tv-1080p25"));
    EXPECT_EQ(greys_of(card).size(), 256U) << "the even rise holds every code value";
    std::set<Pixel> seen;
    for (int y = 0; y < card.view.size.height; y += 2)
        for (int x = 0; x < card.view.size.width; x += 2) seen.insert(pixel(card, x, y));
    for (const int bits : {1, 2, 3, 4, 5, 6, 7}) {
        const auto value = [bits](int bit) { return static_cast<uint8_t>((bits >> bit & 1) * 255); };
        EXPECT_TRUE(seen.contains(Pixel{value(0), value(1), value(2)})) << bits;
    }
}

TEST(TestCard, CabinetsOfAWallAreToldApart) {
    Display wall = shipped("led-p4");
    const Picture first = draw_test_card(wall);
    // Seams stand on the first pixel of each cabinet, at the edge of the card where nothing else stands.
    EXPECT_NE(pixel(first, 240, 5), pixel(first, 236, 5));
    // Neighbours differ in their ground.
    EXPECT_NE(pixel(first, 230, 12), pixel(first, 470, 12));
    EXPECT_EQ(pixel(first, 470, 12), pixel(first, 950, 12));
}

TEST(TestCard, ItsCircleIsRound) {
    const Picture card = draw_test_card(shipped("web-vertical"));
    const auto [width, height] = card.view.size;
    const int radius = width * 47 / 100;
    for (const auto& [x, y] : {std::pair{width / 2 + radius, height / 2 + 20}, {width / 2 - radius, height / 2 + 20}}) {
        int brightest = 0;
        for (int dx = -4; dx <= 4; ++dx) brightest = std::max<int>(brightest, pixel(card, x + dx, y)[0]);
        EXPECT_GT(brightest, 200) << x << ", " << y;
    }
}

TEST(TestCard, DistancesFollowThePlaceOfTheScreen) {
    EXPECT_EQ(test_card_distances(shipped("led-p4")), (std::vector<double>{8, 20, 40}));
    Display display;
    display.canvas = {640, 360};
    EXPECT_EQ(test_card_distances(display), (std::vector<double>{3, 6, 9})) << "heights of the screen";
    display.pitch_mm = 5;
    EXPECT_EQ(test_card_distances(display).front(), 5) << "a metre for each millimetre of pitch";
}

TEST(TestCard, IsDrawnOnTheSmallestAndTheLowest) {
    for (const Size canvas : {Size{16, 16}, Size{3840, 16}, Size{256, 128}, Size{64, 2048}, Size{7680, 4320}}) {
        Display display;
        display.name = "odd";
        display.canvas = canvas;
        display.pitch_mm = 10;
        display.cabinets = {2, 1, {canvas.width / 2, canvas.height}};
        EXPECT_EQ(draw_test_card(display).view.size, canvas);
    }
}

}  // namespace
}  // namespace gatecast::test
