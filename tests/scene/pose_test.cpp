// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "pipeline/scene/graphics/graphic.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr Time kAny = Time::max();

Display screen() {
    Display display;
    display.canvas = {1440, 720};
    return display;
}

Graphic shown(double from_s, std::optional<double> until_s) {
    Graphic graphic;
    graphic.area = {60, 500, 600, 160};
    graphic.from_s = from_s;
    graphic.until_s = until_s;
    return graphic;
}

Pose pose(const Graphic& graphic, Time t, Time length = kAny) {
    return pose_at(graphic, screen(), t, length);
}

TEST(Pose, IsSeenFromItsFirstFrameUntilBeforeItsLastAtEveryRate) {
    for (const Rational rate : {Rational{25, 1}, Rational{30000, 1001}, Rational{24000, 1001}, Rational{50, 1}}) {
        const auto at = [&](int64_t frame) { return frame_time(frame, rate); };
        const auto seconds = [&](int64_t frame) { return static_cast<double>(at(frame).count()) / 1e9; };
        const Graphic graphic = shown(seconds(100), seconds(250));
        for (const auto& [frame, seen] : {std::pair{99, false}, {100, true}, {249, true}, {250, false}, {9000, false}})
            EXPECT_EQ(pose(graphic, at(frame)).opacity_256 > 0, seen) << frame << " at " << rate.num;
    }
}

TEST(Pose, WithoutAnEndItStaysToTheEndOfTheItem) {
    const Graphic graphic = shown(1, std::nullopt);
    EXPECT_EQ(pose(graphic, 1h * 24 * 365).opacity_256, 256);
    EXPECT_EQ(pose(graphic, 9999ms, 10s).opacity_256, 256);
    EXPECT_EQ(pose(graphic, 10s, 10s).opacity_256, 0);
    EXPECT_EQ(pose(shown(1, 30), 10s, 10s).opacity_256, 0);
}

TEST(Pose, FadesFromNothingToItsOpacityAndBack) {
    Graphic graphic = shown(2, 6);
    graphic.fade_in_s = 1;
    graphic.fade_out_s = 0.5;
    graphic.opacity = 0.5;
    EXPECT_EQ(pose(graphic, 2s).opacity_256, 0);
    EXPECT_EQ(pose(graphic, 2500ms).opacity_256, 64);
    EXPECT_EQ(pose(graphic, 3s).opacity_256, 128);
    EXPECT_EQ(pose(graphic, 5500ms).opacity_256, 128);
    EXPECT_EQ(pose(graphic, 5750ms).opacity_256, 64);
    EXPECT_EQ(pose(graphic, 6s).opacity_256, 0);
}

TEST(Pose, FadesOutAtTheEndOfTheItemOnlyIfThatIsKnown) {
    Graphic graphic = shown(0, std::nullopt);
    graphic.fade_out_s = 1;
    EXPECT_EQ(pose(graphic, 9500ms, kAny).opacity_256, 256);
    EXPECT_EQ(pose(graphic, 9500ms, 10s).opacity_256, 128);
}

TEST(Pose, ComesInFromBeyondTheEdgeAndRestsWhereItStands) {
    for (const Direction way : {Direction::kLeft, Direction::kRight, Direction::kUp, Direction::kDown}) {
        Graphic graphic = shown(1, std::nullopt);
        graphic.enter = way;
        const Pose first = pose(graphic, 1s);
        const Rect there{graphic.area.x + first.moved.x, graphic.area.y + first.moved.y, graphic.area.width,
                         graphic.area.height};
        EXPECT_TRUE(intersection(there, area_of(screen().canvas)).empty());
        const bool sideways = way == Direction::kLeft || way == Direction::kRight;
        EXPECT_EQ(sideways ? first.moved.y : first.moved.x, 0);
        EXPECT_EQ((sideways ? first.moved.x : first.moved.y) < 0, way == Direction::kRight || way == Direction::kDown);
        EXPECT_EQ(pose(graphic, 1400ms).moved, Point{});
    }
}

TEST(Pose, LeavesTheWayItIsToldAndIsGoneAtTheEnd) {
    Graphic graphic = shown(0, 5);
    graphic.leave = Direction::kLeft;
    EXPECT_EQ(pose(graphic, 4600ms).moved, Point{});
    EXPECT_LT(pose(graphic, 4800ms).moved.x, 0);
    EXPECT_LE(pose(graphic, 5s - 1ns).moved.x, -graphic.area.right() + 2);
    EXPECT_EQ(pose(graphic, 4800ms).moved.y, 0);
}

TEST(Pose, MovesSteadilyInEvenSteps) {
    for (const Easing easing : {Easing::kLinear, Easing::kIn, Easing::kOut, Easing::kInOut}) {
        Graphic graphic = shown(0, std::nullopt);
        graphic.enter = Direction::kUp;
        graphic.easing = easing;
        graphic.move_s = 1;
        int last = 10000;
        for (int frame = 0; frame <= 50; ++frame) {
            const Pose now = pose(graphic, frame * 20ms);
            EXPECT_EQ(now.moved.y % 2, 0);
            EXPECT_LE(now.moved.y, last);
            last = now.moved.y;
        }
        EXPECT_EQ(last, 0);
    }
}

TEST(Pose, EasingSaysWhereItIsFastest) {
    Graphic graphic = shown(0, std::nullopt);
    graphic.enter = Direction::kRight;
    graphic.move_s = 1;
    const auto way_left = [&](Easing easing, Time t) {
        graphic.easing = easing;
        return -pose(graphic, t).moved.x;
    };
    const int linear = way_left(Easing::kLinear, 250ms);
    EXPECT_GT(way_left(Easing::kIn, 250ms), linear);
    EXPECT_LT(way_left(Easing::kOut, 250ms), linear);
    EXPECT_GT(way_left(Easing::kInOut, 250ms), linear);
    EXPECT_LT(way_left(Easing::kInOut, 750ms), way_left(Easing::kLinear, 750ms));
}

TEST(Pose, IsTakenByTheGraphicsOverlaysAloneWithTheirWindows) {
    std::vector<Layer> layers;
    layers.emplace_back(FillLayer{{0, 0, 100, 100}});
    layers.emplace_back(OverlayLayer{nullptr, 200});
    layers.emplace_back(OverlayLayer{nullptr, 128, {10, 0}, {0, 20, 30, 40}});
    layers.emplace_back(OverlayLayer{});
    take_pose({128, {-4, 6}}, layers, 2);
    EXPECT_EQ(std::get<OverlayLayer>(layers[1]).opacity_256, 200);
    const auto& moved = std::get<OverlayLayer>(layers[2]);
    EXPECT_EQ(moved.opacity_256, 64);
    EXPECT_EQ(moved.moved, (Point{6, 6}));
    EXPECT_EQ(moved.window, (Rect{-4, 26, 30, 40}));
    EXPECT_TRUE(std::get<OverlayLayer>(layers[3]).window.empty());
}

}  // namespace
}  // namespace gatecast
