// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/tone_map.h"

#include <gtest/gtest.h>

#include <cmath>

#include "filters/scale.h"
#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

using testing::sample;

ColourSpec hdr(Transfer transfer, double peak_nits = 1000) {
    return {Matrix::kBt2020, transfer, Primaries::kBt2020, Range::kLimited, ChromaSite::kLeft, peak_nits};
}

double grey(double signal, const ColourSpec& colour) {
    return tone_mapped({signal, signal, signal}, colour).g;
}

constexpr double kPq203 = 0.5807;  // BT.2408: diffuse white
constexpr double kPq26 = 0.38;     // 18 % grey

TEST(ToneMap, DiffuseWhiteAndMiddleGreyLandWhereSdrHasThem) {
    for (const double peak : {400.0, 1000.0, 4000.0}) {
        EXPECT_NEAR(grey(kPq203, hdr(Transfer::kPq, peak)), 0.93, 0.005) << peak;
        EXPECT_NEAR(grey(kPq26, hdr(Transfer::kPq, peak)), 0.48, 0.02) << peak;
    }
    EXPECT_EQ(grey(kPq203, hdr(Transfer::kPq, 0)), grey(kPq203, hdr(Transfer::kPq, 1000)));  // not told
    EXPECT_NEAR(grey(0.75, hdr(Transfer::kHlg)), 0.93, 0.005);
    EXPECT_NEAR(grey(0.38, hdr(Transfer::kHlg)), 0.48, 0.02);
}

TEST(ToneMap, RisesWithoutAStepAndEndsAtWhite) {
    for (const ColourSpec& colour : {hdr(Transfer::kPq), hdr(Transfer::kPq, 4000), hdr(Transfer::kHlg)}) {
        double before = grey(0, colour);
        EXPECT_NEAR(before, 0, 1e-6);
        for (int i = 1; i <= 1000; ++i) {
            const double now = grey(i / 1000.0, colour);
            EXPECT_GE(now, before - 1e-12);
            EXPECT_LE(now - before, 0.02);
            before = now;
        }
        EXPECT_NEAR(before, 1, 1e-3);
    }
}

TEST(ToneMap, HighlightsKeepTheirDifferences) {
    // 300, 500 and 800 nits: clipped alike by a plain conversion.
    const ColourSpec colour = hdr(Transfer::kPq);
    EXPECT_GT(grey(0.676, colour) - grey(0.622, colour), 0.01);
    EXPECT_GT(grey(0.727, colour) - grey(0.676, colour), 0.002);
}

TEST(ToneMap, GreysStayNeutral) {
    for (const ColourSpec& colour : {hdr(Transfer::kPq), hdr(Transfer::kHlg)}) {
        const ToneMap map(colour);
        for (int value = 0; value <= 65535; value += 13) {
            const auto v = static_cast<uint16_t>(value);
            const std::array<uint16_t, 3> mapped = map.apply({v, v, v});
            EXPECT_EQ(mapped[0], mapped[1]);
            EXPECT_EQ(mapped[1], mapped[2]);
        }
    }
}

TEST(ToneMap, TheTableFollowsTheDefinition) {
    for (const ColourSpec& colour : {hdr(Transfer::kPq), hdr(Transfer::kHlg)}) {
        const ToneMap map(colour);
        testing::Random random(1);
        double worst = 0;
        double sum = 0;
        constexpr int kColours = 4000;
        for (int i = 0; i < kColours; ++i) {
            std::array<uint16_t, 3> signal{};
            // Colours a camera can see: within a range of each other.
            const int base = testing::between(random, 3000, 60000);
            for (uint16_t& channel : signal) {
                channel = static_cast<uint16_t>(std::clamp(base + testing::between(random, -9000, 9000), 0, 65535));
            }
            const Rgb exact = tone_mapped({signal[0] / 65535.0, signal[1] / 65535.0, signal[2] / 65535.0}, colour);
            const std::array<uint16_t, 3> got = map.apply(signal);
            const std::array<double, 3> want{exact.r, exact.g, exact.b};
            for (size_t c = 0; c < 3; ++c) {
                const double error = std::abs(got[c] / 257.0 - want[c] * 255);
                worst = std::max(worst, error);
                sum += error;
            }
        }
        RecordProperty("worst", std::to_string(worst));
        RecordProperty("mean", std::to_string(sum / (3 * kColours)));
        EXPECT_LE(sum / (3 * kColours), 0.5);
        EXPECT_LE(worst, 8);
    }
}

TEST(ToneMap, HuesHold) {
    const auto hue = [](const Rgb& c) { return std::atan2(std::sqrt(3.0) * (c.g - c.b), 2 * c.r - c.g - c.b); };
    // A skin tone at two exposures in PQ.
    const Rgb dark = tone_mapped({0.42, 0.36, 0.32}, hdr(Transfer::kPq));
    const Rgb light = tone_mapped({0.62, 0.56, 0.52}, hdr(Transfer::kPq));
    EXPECT_NEAR(hue(dark), hue(light), 0.12);
    EXPECT_GT(light.r, dark.r);
}

TEST(ToneMap, AScalerBringsHdrPicturesToTheDisplay) {
    Image source({64, 32}, {Chroma::k420, 10});
    fill(source.view(), {64 + 876 * 3 / 4, 512, 512});  // HLG 75 %
    ScaleSpec spec;
    spec.source_size = {64, 32};
    spec.source_format = {Chroma::k420, 10};
    spec.source_colour = hdr(Transfer::kHlg);
    spec.target_size = {40, 20};
    Image target({40, 20}, {Chroma::k420, 8});
    Scaler(spec).scale(source.view(), target.view());
    const double expected = 16 + 219 * grey(0.75, spec.source_colour);
    EXPECT_NEAR(sample(std::as_const(target).view(), 0, 20, 10), expected, 1);
    EXPECT_EQ(sample(std::as_const(target).view(), 1, 10, 5), 128);
    EXPECT_EQ(sample(std::as_const(target).view(), 2, 10, 5), 128);
}

}  // namespace
}  // namespace gatecast
