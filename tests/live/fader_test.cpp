// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/fader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace gatecast {
namespace {

constexpr size_t kFrame_samples = 1920;

/// The left channel of `frames` frames of a constant tone, at full volume before the fader.
std::vector<float> faded(Fader& fader, int frames) {
    std::vector<float> left;
    for (int frame = 0; frame < frames; ++frame) {
        std::vector<float> sound(2 * kFrame_samples, 1.0F);
        fader.apply(sound);
        for (size_t at = 0; at < sound.size(); at += 2) {
            EXPECT_EQ(sound[at], sound[at + 1]);
            left.push_back(sound[at]);
        }
    }
    return left;
}

TEST(Fader, GoesToSilenceAndBackWithoutAStep) {
    Fader fader(2, 1);
    EXPECT_EQ(faded(fader, 1), std::vector<float>(kFrame_samples, 1.0F));
    fader.turn_to(0);
    std::vector<float> sound = faded(fader, 6);  // 240 ms
    EXPECT_EQ(sound.back(), 0);
    fader.turn_to(0.5F);
    for (const float each : faded(fader, 6)) sound.push_back(each);
    EXPECT_EQ(sound.back(), 0.5F);
    float largest = 1 - sound.front();
    for (size_t at = 1; at < sound.size(); ++at) largest = std::max(largest, std::abs(sound[at] - sound[at - 1]));
    EXPECT_LT(largest, 0.00011F);
    EXPECT_GT(largest, 0);
}

TEST(Fader, BeginsWhereItIsTold) {
    Fader fader(2, 0);
    EXPECT_EQ(faded(fader, 1), std::vector<float>(kFrame_samples, 0.0F));
}

}  // namespace
}  // namespace gatecast
