// SPDX-License-Identifier: GPL-3.0-or-later
#include "filters/fit.h"

#include <gtest/gtest.h>

#include "tests/filters/pictures.h"

namespace gatecast {
namespace {

constexpr Rational kSquare{1, 1};

TEST(Fit, AWideFilmOnATallKioskHasBarsAboveAndBelow) {
    const FitResult fit = fit_picture({1920, 1080}, kSquare, 0, {0, 0, 1080, 1920}, Fit::kFit);
    EXPECT_EQ(fit.target, (Rect{0, 656, 1080, 608}));
    EXPECT_EQ(fit.source_area_px16, (Rect{0, 0, 1920 * 16, 1080 * 16}));
}

TEST(Fit, FillCutsTheMiddleOut) {
    const FitResult fit = fit_picture({1920, 1080}, kSquare, 0, {0, 0, 1440, 720}, Fit::kFill);
    EXPECT_EQ(fit.target, (Rect{0, 0, 1440, 720}));
    EXPECT_EQ(fit.source_area_px16, (Rect{0, 60 * 16, 1920 * 16, 960 * 16}));
}

TEST(Fit, AnamorphicArchiveFillsAWideScreen) {
    // 576i with 64:45 pixels is 16:9.
    const FitResult wide = fit_picture({720, 576}, {64, 45}, 0, {0, 0, 1920, 1080}, Fit::kFit);
    EXPECT_EQ(wide.target, (Rect{0, 0, 1920, 1080}));
    const FitResult narrow = fit_picture({720, 576}, {16, 15}, 0, {0, 0, 1920, 1080}, Fit::kFit);
    EXPECT_EQ(narrow.target, (Rect{240, 0, 1440, 1080}));
}

TEST(Fit, ATurnedPhoneClipStandsUpright) {
    const FitResult fit = fit_picture({1920, 1080}, kSquare, 90, {0, 0, 1080, 1920}, Fit::kFit);
    EXPECT_EQ(fit.target, (Rect{0, 0, 1080, 1920}));
    const FitResult filled = fit_picture({1920, 1080}, kSquare, 270, {0, 0, 1080, 1080}, Fit::kFill);
    EXPECT_EQ(filled.source_area_px16, (Rect{420 * 16, 0, 1080 * 16, 1080 * 16}));
}

TEST(Fit, StretchTakesAllOfBoth) {
    const FitResult fit = fit_picture({100, 50}, {2, 1}, 90, {10, 20, 60, 40}, Fit::kStretch);
    EXPECT_EQ(fit.target, (Rect{10, 20, 60, 40}));
    EXPECT_EQ(fit.source_area_px16, (Rect{0, 0, 1600, 800}));
}

TEST(Fit, IsAlwaysEvenInsideItsAreaAndOfTheRightShape) {
    testing::Random random(1);
    for (int i = 0; i < 3000; ++i) {
        const Size source{testing::between(random, 2, 4000), testing::between(random, 2, 4000)};
        const Rational sample_aspect{testing::between(random, 1, 64), testing::between(random, 16, 64)};
        const int degrees = 90 * testing::between(random, 0, 3);
        const Rect area{testing::between(random, -500, 500), testing::between(random, -500, 500),
                        testing::between(random, 3, 2000), testing::between(random, 3, 2000)};
        for (const Fit how : {Fit::kFit, Fit::kFill, Fit::kBlurFill, Fit::kStretch}) {
            const FitResult fit = fit_picture(source, sample_aspect, degrees, area, how);
            ASSERT_TRUE(contains(area, fit.target));
            ASSERT_FALSE(fit.target.empty());
            ASSERT_EQ((fit.target.x | fit.target.y | fit.target.width | fit.target.height) & 1, 0);
            ASSERT_TRUE(contains({0, 0, source.width * 16, source.height * 16}, fit.source_area_px16));
            ASSERT_FALSE(fit.source_area_px16.empty());
            if (how != Fit::kFit) continue;
            const double wide = source.width * sample_aspect.value() / source.height;
            const double aspect = degrees % 180 == 0 ? wide : 1 / wide;
            const Rect room = even_inside(area);
            EXPECT_TRUE(fit.target.width == room.width || fit.target.height == room.height);
            const bool thin = fit.target.width == 2 || fit.target.height == 2;
            if (!thin) {
                EXPECT_LE(std::abs(fit.target.width - fit.target.height * aspect), 1.01 * std::max(1.0, aspect));
            }
        }
    }
}

TEST(Fit, PartsOfATargetMeetInTheSource) {
    const FitResult fit = fit_picture({640, 480}, kSquare, 0, {0, 0, 320, 240}, Fit::kFit);
    EXPECT_EQ(source_of_part(fit, 0, {160, 0, 160, 240}), (Rect{320 * 16, 0, 320 * 16, 480 * 16}));
    const FitResult turned = fit_picture({640, 480}, kSquare, 90, {0, 0, 240, 320}, Fit::kFit);
    // The left half of what is shown is the lower half of the source: a clockwise turn brings the bottom to the left.
    EXPECT_EQ(source_of_part(turned, 90, {0, 0, 120, 320}), (Rect{0, 240 * 16, 640 * 16, 240 * 16}));
    EXPECT_EQ(source_of_part(turned, 270, {0, 0, 120, 320}), (Rect{0, 0, 640 * 16, 240 * 16}));
    EXPECT_EQ(source_of_part(fit, 180, {0, 0, 160, 240}), (Rect{320 * 16, 0, 320 * 16, 480 * 16}));
}

}  // namespace
}  // namespace gatecast
