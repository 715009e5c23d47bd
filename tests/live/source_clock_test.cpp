// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/source_clock.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "pipeline/live/decks/drift_resampler.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr Time kStep = 40ms, kCushion = 200ms;

/// A source whose clock runs `rate` as fast as ours and whose packets come up to `jitter` late.
class SourceClockTest : public testing::Test {
protected:
    /// Steps that nothing could be played at.
    int run(double rate, Time jitter, Time length) {
        std::minstd_rand random(7);
        int missing = 0;
        for (const Time end = now + length; now < end; now += kStep) {
            for (; next_arrival <= now; ++packet) {
                clock.arrived(kStep * (packet + 1), next_arrival);
                const Time even(static_cast<int64_t>(static_cast<double>((kStep * (packet + 1)).count()) / rate));
                const auto late = jitter == Time(0) ? 0 : static_cast<int64_t>(random()) % jitter.count();
                next_arrival = std::max(next_arrival, even + Time(late));
            }
            if (!clock.next(kStep, now)) ++missing;
        }
        return missing;
    }
    SourceClock clock{kCushion, true};
    Time now{0}, next_arrival{0};
    int packet = 0;
};

TEST_F(SourceClockTest, plays_at_once_and_evenly_when_the_clocks_agree) {
    EXPECT_LE(run(1, 0ms, 60s), 7);
    EXPECT_EQ(clock.breaks(), 0);
    EXPECT_NEAR(clock.speed(), 1, 20e-6);
}

TEST_F(SourceClockTest, follows_a_clock_that_runs_off_without_a_break_for_an_hour) {
    for (const double rate : {1.0005, 0.9995}) {
        clock = SourceClock(kCushion, true);
        now = next_arrival = Time(0);
        packet = 0;
        EXPECT_LE(run(rate, 60ms, 3600s), 8) << rate;
        EXPECT_EQ(clock.breaks(), 0) << rate;
        EXPECT_NEAR(clock.speed(), rate, 300e-6) << rate;
    }
}

TEST_F(SourceClockTest, is_never_more_than_a_thousandth_off) {
    run(1.01, 0ms, 30s);
    EXPECT_LE(clock.speed(), 1.001);
    EXPECT_GE(clock.breaks(), 0);
}

TEST_F(SourceClockTest, waits_for_the_cushion_after_it_ran_dry) {
    run(1, 0ms, 2s);
    next_arrival = now + 1s;
    run(1, 0ms, 1s);
    EXPECT_EQ(clock.breaks(), 1);
    EXPECT_LE(run(1, 0ms, 5s), 10);
}

TEST_F(SourceClockTest, what_waits_until_it_is_asked_is_never_skipped) {
    SourceClock pulled(kCushion, false);
    pulled.arrived(40ms, 0ms);
    pulled.arrived(10s, 1ms);
    EXPECT_EQ(pulled.next(kStep, 2ms), 40ms);
    EXPECT_EQ(pulled.next(kStep, 42ms), 80ms);
    EXPECT_EQ(pulled.breaks(), 0);
}

std::vector<float> tone(double hertz, size_t frames) {
    std::vector<float> line;
    for (size_t i = 0; i < frames; ++i)
        line.insert(line.end(), 2,
                    static_cast<float>(std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / 48'000)));
    return line;
}

TEST(DriftResampler, leaves_sound_untouched_at_its_own_speed) {
    const std::vector<float> line = tone(997, 4000);
    std::vector<float> out(3840);
    read_at_speed(line, 100, 1, out);
    EXPECT_TRUE(std::equal(out.begin(), out.end(), line.begin() + 200));
}

TEST(DriftResampler, is_true_to_the_tone_at_a_thousandth_faster) {
    for (const double hertz : {100.0, 997.0, 10'000.0}) {
        const std::vector<float> line = tone(hertz, 4000);
        std::vector<float> out(3840);
        read_at_speed(line, 500.25, 1.001, out);
        double worst = 0;
        for (size_t i = 0; i < 1920; ++i) {
            const double place = 500.25 + static_cast<double>(i) * 1.001;
            worst = std::max(worst, std::abs(out[2 * i] - std::sin(2 * std::numbers::pi * hertz * place / 48'000)));
        }
        EXPECT_LT(worst, 0.01) << hertz;  // −40 dB of its own level
    }
}

TEST(DriftResampler, is_silent_outside_of_the_line) {
    std::vector<float> out(20, 1.0F);
    read_at_speed({}, -5, 1.0003, out);
    EXPECT_TRUE(std::ranges::all_of(out, [](float sample) { return sample == 0; }));
}

}  // namespace
}  // namespace gatecast
