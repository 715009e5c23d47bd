// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/stream_line.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr Time kWrap{95'443'717'688'888};  // 2^33 / 90 kHz
constexpr int kVideo = 0, kSound = 1;

/// A stream of two tracks whose clock shows what the test says: sound lies behind the pictures.
class StreamLineTest : public testing::Test {
protected:
    void give(int count) {
        for (int i = 0; i < count; ++i, at += 40ms) {
            const Time video = line.place(kVideo, told(at), 40ms);
            if (last_video) {
                EXPECT_NEAR(static_cast<double>((video - *last_video).count()), 40e6, 1e3) << i;
            }
            last_video = video;
            if (at < 200ms) continue;
            const Time sound = line.place(kSound, told(at - 200ms), 40ms);
            EXPECT_NEAR(static_cast<double>((video - sound).count()), 200e6, 41e6) << i;
        }
    }
    Time told(Time when) const { return (when + shift) % kWrap; }

    StreamLine line;
    Time at{0}, shift{0};
    std::optional<Time> last_video;
};

TEST_F(StreamLineTest, goes_on_over_a_clock_that_wraps) {
    shift = kWrap - 3s;
    give(250);
    EXPECT_EQ(line.jumps(), 1);
}

TEST_F(StreamLineTest, goes_on_over_jumps_of_5000_s_both_ways) {
    shift = 6000s;
    give(50);
    shift += 5000s;
    give(50);
    shift -= 10'000s;
    give(50);
    EXPECT_EQ(line.jumps(), 2);
}

TEST_F(StreamLineTest, sound_that_pauses_comes_back_where_the_pictures_are) {
    give(20);
    for (int i = 0; i < 100; ++i, at += 40ms) last_video = line.place(kVideo, told(at), 40ms);
    EXPECT_EQ(line.place(kSound, told(at - 200ms), 40ms), *last_video - 160ms);
    EXPECT_EQ(line.jumps(), 0);
}

TEST_F(StreamLineTest, begins_at_zero_wherever_the_clock_stands) {
    shift = 40'000s;
    EXPECT_EQ(line.place(kVideo, told(at), 40ms), Time(0));
}

}  // namespace
}  // namespace gatecast
