// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/timeline.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

using namespace std::chrono_literals;

VideoTrack track(Rational rate) {
    VideoTrack track;
    track.rate = rate;
    return track;
}

TEST(Timeline, UndoesTheRoundingOfAMillisecondContainer) {
    Timeline timeline(track({30000, 1001}));
    for (int64_t n = 0; n < 500; ++n) {
        const Time rounded = std::chrono::round<std::chrono::milliseconds>(frame_time(n, {30000, 1001}));
        EXPECT_EQ(timeline.place(rounded), frame_time(n, {30000, 1001})) << n;
    }
    EXPECT_EQ(timeline.backward(), 0);
}

TEST(Timeline, CountsTheGridFromTheFirstKeyframe) {
    VideoTrack late = track({25, 1});
    late.keyframes = {21ms};
    Timeline timeline(late);
    EXPECT_EQ(timeline.place(21ms), Time(21ms));
    EXPECT_EQ(timeline.place(61ms), Time(61ms));
}

TEST(Timeline, LeavesVariableRatesAlone) {
    VideoTrack free = track({25, 1});
    free.variable_rate = true;
    Timeline timeline(free);
    for (const Time t : {Time(0ms), Time(39ms), Time(81ms), Time(500ms)}) EXPECT_EQ(timeline.place(t), t);
}

TEST(Timeline, FillsMissingTimesFromTheRate) {
    Timeline timeline(track({25, 1}));
    EXPECT_EQ(timeline.place(std::nullopt), Time(0));
    EXPECT_EQ(timeline.place(std::nullopt), Time(40ms));
    EXPECT_EQ(timeline.place(80ms), Time(80ms));
    EXPECT_EQ(timeline.missing(), 2);
}

TEST(Timeline, PlacesAPictureThatGoesBackBetweenItsNeighbours) {
    Timeline timeline(track({25, 1}));
    (void)timeline.place(0ms);
    (void)timeline.place(40ms);
    EXPECT_EQ(timeline.place(20ms), Time(60ms));
    EXPECT_EQ(timeline.place(80ms), Time(80ms));
    EXPECT_EQ(timeline.backward(), 1);
}

TEST(Timeline, GoesOnWhenTheClockIsSetBack) {
    Timeline timeline(track({25, 1}));
    (void)timeline.place(10s);
    EXPECT_EQ(timeline.place(1s), Time(10'040ms));
    EXPECT_EQ(timeline.place(1'040ms), Time(10'080ms));
    EXPECT_EQ(timeline.backward(), 1);
}

TEST(Timeline, IgnoresTimesThatAreNotUsable) {
    VideoTrack broken = track({50, 1});
    broken.timestamps_usable = false;
    Timeline timeline(broken);
    EXPECT_EQ(timeline.place(7s), Time(0));
    EXPECT_EQ(timeline.place(3s), Time(20ms));
}

}  // namespace
}  // namespace gatecast
