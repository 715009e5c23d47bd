// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/text_times.h"

#include <gtest/gtest.h>

#include <random>

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

Showing showing(Time from, Time until) {
    Showing made;
    made.from = from;
    made.until = until;
    return made;
}

Display display_at(Rational rate, FieldOrder fields = FieldOrder::kProgressive) {
    Display display;
    display.rate = rate;
    display.fields = fields;
    return display;
}

/// start <= n / rate, in whole numbers.
bool has_begun(Time start, int64_t n, Rational rate) {
    return static_cast<__int128>(start.count()) * rate.num <= static_cast<__int128>(n) * rate.den * 1'000'000'000;
}

class TextTimesAt : public testing::TestWithParam<Rational> {};

TEST_P(TextTimesAt, AFrameShowsACueWhenItsMomentLiesInIt) {
    const Rational rate = GetParam();
    std::mt19937 random(7);
    std::vector<Showing> showings;
    Time at{0};
    for (int i = 0; i < 300; ++i) {
        const Time from = at + std::chrono::milliseconds(random() % 400);
        at = from + std::chrono::milliseconds(1 + random() % 900);
        showings.push_back(showing(from, at));
    }
    const TextTimes times(showings, display_at(rate), Time(0));
    for (int64_t n = 0; frame_time(n, rate) < at; ++n) {
        const int64_t tick = times.tick_at(frame_time(n, rate));
        ASSERT_EQ(tick, n);
        std::vector<size_t> due;
        for (size_t i = 0; i < showings.size(); ++i)
            if (has_begun(showings[i].from, n, rate) && !has_begun(showings[i].until, n, rate)) due.push_back(i);
        ASSERT_EQ(times.between(tick, tick + 1), due) << n;
    }
}

TEST_P(TextTimesAt, ACueWrittenInFramesBeginsWithItsFrame) {
    const Rational rate = GetParam();
    for (int64_t n = 1; n < 2000; n += 7) {
        // Rounded to the nearest nanosecond, as a reader of frame times does it.
        const auto rounded = [&](int64_t frame) {
            return Time((static_cast<__int128>(frame) * rate.den * 2'000'000'000 + rate.num) / (2 * rate.num));
        };
        const std::vector<Showing> one{showing(rounded(n), rounded(n + 3))};
        const TextTimes times(one, display_at(rate), Time(0));
        EXPECT_EQ(times.span(0).from, n);
        EXPECT_EQ(times.span(0).until, n + 3);
    }
}

INSTANTIATE_TEST_SUITE_P(Rates, TextTimesAt,
                         testing::Values(Rational{25, 1}, Rational{50, 1}, Rational{24000, 1001}, Rational{30000, 1001},
                                         Rational{60000, 1001}, Rational{60, 1}));

TEST(TextTimes, CountFromWhereTheOutputBegins) {
    const std::vector<Showing> one{showing(10s, 12s)};
    const TextTimes times(one, display_at({25, 1}), 9s + 10ms);
    EXPECT_EQ(times.span(0).from, 25);  // frame 24 shows 9.97 s, frame 25 10.01 s
    EXPECT_EQ(times.span(0).until, 75);
}

TEST(TextTimes, OfInterlacedScreensCountFields) {
    const std::vector<Showing> one{showing(1020ms, 2s)};
    const TextTimes times(one, display_at({25, 1}, FieldOrder::kTopFirst), Time(0));
    EXPECT_EQ(times.ticks_a_frame(), 2);
    EXPECT_EQ(times.span(0).from, 51);  // the second field of frame 25
    EXPECT_TRUE(times.changes_between(50, 51));
    EXPECT_FALSE(times.changes_between(51, 52));
}

TEST(TextTimes, ALongCueIsFoundBehindManyShortOnes) {
    std::vector<Showing> showings{showing(0s, 100s)};
    for (int i = 0; i < 50; ++i) showings.push_back(showing(std::chrono::seconds(i), std::chrono::seconds(i) + 500ms));
    const TextTimes times(showings, display_at({25, 1}), Time(0));
    EXPECT_EQ(times.between(2490, 2491), std::vector<size_t>{0});
    EXPECT_EQ(times.between(25 * 7, 25 * 7 + 1), (std::vector<size_t>{0, 8}));
}

TEST(TextTimes, FadesRiseAndFall) {
    std::vector<Showing> one{showing(1s, 3s)};
    one[0].fade_in = 400ms;
    one[0].fade_out = 200ms;
    const TextTimes times(one, display_at({25, 1}), Time(0));
    EXPECT_EQ(times.opacity(0, 24), 0);
    EXPECT_EQ(times.opacity(0, 25), 0);
    EXPECT_EQ(times.opacity(0, 30), 128);
    EXPECT_EQ(times.opacity(0, 35), 256);
    EXPECT_EQ(times.opacity(0, 70), 256);
    EXPECT_EQ(times.opacity(0, 74), 51);
    EXPECT_EQ(times.opacity(0, 75), 0);
    EXPECT_TRUE(times.changes_between(30, 31));
    EXPECT_FALSE(times.changes_between(40, 41));
}

}  // namespace
}  // namespace gatecast::test
