// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/air_watch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>

namespace gatecast {
namespace {

using namespace std::chrono_literals;

class AirWatchTest : public testing::Test {
protected:
    /// One frame of this grey; a new picture unless it is the same one again.
    void see(int grey, float level, bool same_picture = false) {
        if (!same_picture) {
            fill(image.view(), {grey, 128, 128});
            id = new_picture_id();
        }
        const Picture picture{std::as_const(image).view(), kDisplayColour, FieldOrder::kProgressive, id, nullptr};
        const std::vector<float> sound(3840, level);
        watch.see(&picture, sound);
        for (const AirWatch::Change& change : watch.changes())
            told += std::string(change.begins ? "+" : "-") + name_of(change.fault) + " ";
    }
    Image image{{64, 48}, {Chroma::k420, 8}};
    uint64_t id = 0;
    AirWatch watch{{25, 1}, {3s, 3s, 3s}};
    std::string told;
};

TEST_F(AirWatchTest, moving_pictures_with_sound_are_no_fault) {
    for (int n = 0; n < 300; ++n) see(60 + n % 50 * 3, 0.1F);
    EXPECT_EQ(told, "");
}

TEST_F(AirWatchTest, black_frozen_and_silent_are_told_after_three_seconds_and_when_they_end) {
    see(100, 0.1F);
    for (int n = 0; n < 74; ++n) see(16, 0);
    EXPECT_EQ(told, "");
    see(16, 0);
    EXPECT_EQ(told, "+black +silent ");
    see(16, 0);
    EXPECT_EQ(told, "+black +silent +frozen ");
    see(120, 0.1F);
    EXPECT_EQ(told, "+black +silent +frozen -black -frozen -silent ");
}

TEST_F(AirWatchTest, the_same_picture_again_is_frozen_and_so_is_a_copy_of_it) {
    see(100, 0.1F);
    for (int n = 0; n < 40; ++n) see(100, 0.1F, true);
    for (int n = 0; n < 40; ++n) see(100, 0.1F);
    EXPECT_EQ(told, "+frozen ");
}

TEST_F(AirWatchTest, a_slow_fade_is_not_frozen) {
    for (int n = 0; n < 600; ++n) see(40 + n / 25, 0.1F);
    EXPECT_EQ(told, "");
}

TEST_F(AirWatchTest, a_fade_to_black_of_two_seconds_is_not_told) {
    for (int turn = 0; turn < 5; ++turn) {
        for (int n = 0; n < 50; ++n) see(16, 0);
        for (int n = 0; n < 50; ++n) see(60 + n, 0.1F);
    }
    EXPECT_EQ(told, "");
}

TEST_F(AirWatchTest, numbers_that_are_none_are_silence) {
    see(100, NAN);
    for (int n = 0; n < 80; ++n) see(40 + n, NAN);
    EXPECT_EQ(told, "+silent ");
}

}  // namespace
}  // namespace gatecast
