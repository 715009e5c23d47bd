// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/lettering/lettering.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gatecast {
namespace {

constexpr const char* kName = "Nguyễn Thị Hoa";
constexpr const char* kKhmerSentence = "អ្នកធ្វើដំណើរសូមរៀបចំលិខិតឆ្លងដែន និងឯកសារពាក់ព័ន្ធឱ្យរួចរាល់មុនចូលដល់ច្រកទ្វារ";
constexpr const char* kVietnameseSentence =
    "Hành khách vui lòng chuẩn bị sẵn hộ chiếu và giấy tờ liên quan trước khi đến cửa kiểm soát.";

SetRoom room(int width, int height) {
    SetRoom room;
    room.size = {width, height};
    return room;
}

TEST(Lettering, SetsWordsAsLargeAsTheirRoomHolds) {
    Lettering lettering{Style{}};
    const std::vector<Wording> wordings{{kVietnameseSentence, "vi"}, {kKhmerSentence, "km"}};
    for (const Size size : {Size{600, 120}, Size{1200, 200}, Size{300, 600}, Size{1900, 90}}) {
        const SetWords words = lettering.set(wordings, room(size.width, size.height), {});
        EXPECT_TRUE(words.fits) << size.width;
        EXPECT_TRUE(contains(area_of(size), words.area)) << size.width;
        SetRoom larger = room(size.width, size.height);
        larger.least_em_px = words.em_px * 1.06;
        EXPECT_FALSE(lettering.set(wordings, larger, {}).fits) << size.width;
    }
}

TEST(Lettering, LeavesOutWhatIsOverAtTheLeastSizeAndSaysSo) {
    Lettering lettering{Style{}};
    SetRoom small = room(300, 60);
    small.least_em_px = 24;
    const SetWords words = lettering.set({{kVietnameseSentence, "vi"}}, small, {});
    EXPECT_FALSE(words.fits);
    EXPECT_FALSE(words.whole);
    EXPECT_DOUBLE_EQ(words.em_px, 24);
    EXPECT_FALSE(words.lines.empty());
    EXPECT_TRUE(contains(area_of(small.size), words.area));
}

TEST(Lettering, ARoomLowerThanALineStillShowsIt) {
    Lettering lettering{Style{}};
    SetRoom ribbon = room(3840, 16);
    ribbon.least_em_px = 28;
    const SetWords words = lettering.set({{kName, "vi"}}, ribbon, {});
    EXPECT_FALSE(words.fits);
    EXPECT_EQ(words.lines.size(), 1U);
    EXPECT_TRUE(contains(area_of(ribbon.size), words.area));
}

TEST(Lettering, StandsWhereItIsAlignedTo) {
    Lettering lettering{Style{}};
    SetRoom wide = room(1000, 400);
    wide.em_px = 40;
    const auto area = [&](int align, int vertical) {
        wide.align = align;
        wide.vertical = vertical;
        return lettering.set({{kName, "vi"}}, wide, {}).area;
    };
    const Rect upper_left = area(-1, -1), middle = area(0, 0), lower_right = area(1, 1);
    EXPECT_LE(upper_left.x, 2);
    EXPECT_LE(upper_left.y, 2);
    EXPECT_NEAR(middle.x + middle.width / 2.0, 500, 2);
    EXPECT_NEAR(middle.y + middle.height / 2.0, 200, 2);
    EXPECT_GE(lower_right.right(), 998);
    EXPECT_GE(lower_right.bottom(), 398);
}

TEST(Lettering, LinesOfDifferentSizesBeginAtOneEdge) {
    Lettering lettering{Style{}};
    SetRoom wide = room(1000, 400);
    wide.em_px = 60;
    const SetWords words = lettering.set({{"Nguyễn", "vi", true, 1}, {"Nhà", "vi", false, 0.5}}, wide, {});
    ASSERT_EQ(words.lines.size(), 2U);
    EXPECT_NEAR(words.lines[0].x + words.lines[0].line.ink.x0, words.lines[1].x + words.lines[1].line.ink.x0, 1.5);
}

TEST(Lettering, MoreRoomAboveAWordingPushesItDown) {
    Lettering lettering{Style{}};
    SetRoom wide = room(1000, 400);
    wide.em_px = 40;
    wide.vertical = -1;
    const auto second_baseline = [&](double gap) {
        return lettering.set({{kName, "vi"}, {kName, "vi", false, 1, gap}}, wide, {}).lines.at(1).baseline;
    };
    EXPECT_EQ(second_baseline(0.5), second_baseline(0) + 20);
}

TEST(Lettering, WrapsNoWordingIntoMoreLinesThanAsked) {
    Lettering lettering{Style{}};
    SetRoom wide = room(900, 300);
    wide.most_lines = 1;
    const SetWords one = lettering.set({{kVietnameseSentence, "vi"}}, wide, {});
    wide.most_lines = 2;
    const SetWords two = lettering.set({{kVietnameseSentence, "vi"}}, wide, {});
    EXPECT_EQ(one.lines.size(), 1U);
    EXPECT_EQ(two.lines.size(), 2U);
    EXPECT_GT(two.em_px, one.em_px * 1.5);
}

TEST(Lettering, BreaksKhmerBetweenWords) {
    Lettering lettering{Style{}};
    SetRoom narrow = room(420, 400);
    narrow.em_px = 34;
    const SetWords words = lettering.set({{kKhmerSentence, "km"}}, narrow, {});
    ASSERT_GT(words.lines.size(), 1U);
    EXPECT_TRUE(words.fits);
    EXPECT_TRUE(words.faults.empty());
}

TEST(Lettering, PutsKhmerInOrderAndComposesVietnamese) {
    Lettering lettering{Style{}};
    const auto glyphs = [&](const char* text, const char* language) {
        std::vector<uint32_t> ids;
        const ShapedLine line = lettering.line({text, language}, 40);
        for (const GlyphRun& run : line.runs)
            for (const Glyph& glyph : run.glyphs) ids.push_back(glyph.id);
        return ids;
    };
    EXPECT_EQ(glyphs("Nguye\u0302\u0303n", "vi"), glyphs("Nguyễn", "vi"));
    EXPECT_EQ(glyphs("\u1780\u17B6\u17D2\u179A", "km"), glyphs("\u1780\u17D2\u179A\u17B6", "km"));
}

TEST(Lettering, ALineKeepsTheSpacesAtItsEnds) {
    Lettering lettering{Style{}};
    EXPECT_GT(lettering.line({"   •   ", "vi"}, 40).advance_px, lettering.line({"•", "vi"}, 40).advance_px + 20);
}

TEST(Lettering, TellsSignsThatNoFontHas) {
    Lettering lettering{Style{}};
    const SetWords words = lettering.set({{"Chào \U00012000", "vi"}}, room(500, 100), {});
    ASSERT_EQ(words.faults.size(), 1U);
    EXPECT_EQ(words.faults[0].code_points, "U+12000");
}

TEST(Lettering, AnOrdinaryLineFillsItsHeight) {
    Lettering lettering{Style{}};
    for (const double height : {16.0, 40.0, 72.0, 200.0}) {
        const Lettering::LineHeight latin = lettering.line_of_height(height, {"vi", "en"}, {});
        const Lettering::LineHeight all = lettering.line_of_height(height, {"vi", "en", "km"}, {});
        EXPECT_LT(all.em_px, latin.em_px);
        for (const char* text : {"ẬỔẮÂgjpyQ", "ស្ត្រី ខ្ញុំ ជ្រៀង"}) {
            const PlacedLine line{lettering.line({text, "km"}, all.em_px), 10,
                                  static_cast<int>(std::lround(all.baseline_px)), all.em_px};
            const Rect area = painted_area({line}, {});
            EXPECT_GE(area.y, -1) << height;
            EXPECT_LE(area.bottom(), height + 1) << height;
        }
    }
}

TEST(Lettering, AMissingFontIsAnErrorThatNamesItsPackage) {
    Style style;
    style.fonts = {"Khmer OS Nowhere"};
    try {
        Lettering lettering{style};
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("fonts-khmeros"), std::string::npos);
    }
}

TEST(Lettering, WallsAreReadFromAfarAndOtherScreensAskForLittle) {
    Lettering lettering{Style{}};
    Screen screen;
    screen.canvas = {1440, 720};
    EXPECT_DOUBLE_EQ(lettering.least_em_px("vi", screen), kLeastEmPx);
    screen.pitch_mm = 4;
    screen.viewing_distance_m = 8;
    EXPECT_DOUBLE_EQ(lettering.least_em_px("vi", screen), 20);
    screen.viewing_distance_m = 40;
    EXPECT_NEAR(lettering.least_em_px("vi", screen), 25 / 0.536, 1);
}

TEST(Lettering, TheFontsOfAStyleHaveAHash) {
    Style other;
    other.fonts = {"Noto Sans"};
    EXPECT_EQ(Lettering{Style{}}.fonts_hash(), Lettering{Style{}}.fonts_hash());
    EXPECT_NE(Lettering{Style{}}.fonts_hash(), Lettering{other}.fonts_hash());
}

}  // namespace
}  // namespace gatecast
