// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/legibility.h"

#include <gtest/gtest.h>

#include "tests/subtitles/programme.h"

namespace gatecast {
namespace {

constexpr FontHeights kNoto{0.536, 0.586};

Screen wall(int width, int height, double pitch_mm, double distance_m) {
    Screen made = screen(width, height, 2);
    made.pitch_mm = pitch_mm;
    made.viewing_distance_m = distance_m;
    return made;
}

Style bands(std::initializer_list<const char*> languages) {
    Style style;
    for (const char* language : languages) {
        BandStyle band;
        band.language = language;
        style.bands.push_back(band);
    }
    return style;
}

TEST(Sizes, AreSharesOfTheHeightAndOnStandingScreensOfTheWidth) {
    const Style style = bands({"vi"});
    EXPECT_DOUBLE_EQ(band_sizes(style, screen(1920, 1080), style.bands, kNoto)[0].latin_em_px, 54);
    EXPECT_DOUBLE_EQ(band_sizes(style, screen(1080, 1920), style.bands, kNoto)[0].latin_em_px, 54);
    EXPECT_DOUBLE_EQ(band_sizes(style, screen(1920, 1080), style.bands, kNoto)[0].least_em_px, 0);
}

TEST(Sizes, OfABandAreSharesOfTheStyles) {
    Style style = bands({"vi", "en"});
    style.bands[1].size = 0.8;
    EXPECT_DOUBLE_EQ(band_sizes(style, screen(1920, 1080), style.bands, kNoto)[1].latin_em_px, 54 * 0.8);
}

TEST(Walls, LettersAreTwoAndAHalfMillimetresForEachMetre) {
    const Style style = bands({"vi", "km"});
    const Screen far = wall(1440, 720, 4, 60);
    EXPECT_DOUBLE_EQ(least_letter_px(style, far), 37.5);
    const auto sizes = band_sizes(style, far, style.bands, kNoto);
    EXPECT_NEAR(sizes[0].latin_em_px * kNoto.x, 37.5, 1e-9);                         // the x
    EXPECT_NEAR(sizes[1].latin_em_px * kNoto.x * style.khmer_to_latin, 37.5, 1e-9);  // the KA
}

TEST(Walls, HaveFloorsForBothScripts) {
    const Style style = bands({"vi", "km"});
    const auto sizes = band_sizes(style, wall(576, 288, 10, 10), style.bands, kNoto);
    EXPECT_DOUBLE_EQ(sizes[0].latin_em_px, 20);
    const double khmer_em = sizes[1].latin_em_px * kNoto.x * style.khmer_to_latin / kNoto.ka;
    EXPECT_NEAR(khmer_em, 28, 1e-9);
}

TEST(Walls, AreOnesOnlyWhereThePitchCanBeSeen) {
    EXPECT_DOUBLE_EQ(least_letter_px(Style{}, wall(1080, 1920, 0.63, 1.2)), 0);
    EXPECT_DOUBLE_EQ(least_letter_px(Style{}, screen(1920, 1080)), 0);
}

TEST(PublicBoards, ForeignLettersAreThreeQuartersOfTheFirstAndKhmerIsMeasuredByKa) {
    Style style = bands({"vi", "km", "en"});
    style.foreign_share = 0.75;
    const auto sizes = band_sizes(style, screen(1920, 1080), style.bands, kNoto);
    EXPECT_DOUBLE_EQ(sizes[0].latin_em_px, 54);
    EXPECT_NEAR(sizes[1].latin_em_px * style.khmer_to_latin, 54 * 0.75, 1e-9);
    EXPECT_NEAR(sizes[2].latin_em_px, 54 * 0.75, 1e-9);
}

TEST(PublicBoards, WhereForeignTextHasAFloorTheFirstGrows) {
    Style style = bands({"vi", "km"});
    style.foreign_share = 0.75;
    const auto sizes = band_sizes(style, wall(576, 288, 10, 10), style.bands, kNoto);
    const double khmer_em = sizes[1].latin_em_px * kNoto.x * style.khmer_to_latin / kNoto.ka;
    EXPECT_GE(khmer_em, 28 - 1e-9);
    EXPECT_LE(sizes[1].latin_em_px * style.khmer_to_latin, 0.75 * sizes[0].latin_em_px + 1e-9);
}

}  // namespace
}  // namespace gatecast
