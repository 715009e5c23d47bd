// SPDX-License-Identifier: GPL-3.0-or-later
// Where texts stand, and what happens to those that do not fit.
#include "subtitles/layout/layout.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"
#include "tests/subtitles/layout_rules.h"
#include "tests/subtitles/programme.h"

namespace gatecast {
namespace {

constexpr Size kScreens[] = {{1280, 720}, {1440, 720}, {576, 288}, {3840, 240}, {1080, 1920}};

Subtitles of(std::initializer_list<Track> tracks, const Style& style, const Screen& on) {
    return Subtitles(std::vector<Track>(tracks), style, on);
}

std::string said(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& each : sentences) text += each + "\n";
    return text;
}

/// The text of all showings of a language, in their order.
std::string shown_text(const Subtitles& subtitles, const std::string& language) {
    std::string text;
    for (const Showing& showing : of_language(subtitles, language)) {
        for (const std::string& line : showing.lines) text += line;
    }
    return without_spaces(text);
}

TEST(LongKhmer, IsWholeInsideTheSafeAreaAndNoLineBeginsWithASign) {
    ASSERT_GE(code_points(kLongKhmer).text.size(), 236u);
    const std::string text = kLongKhmer;
    const std::u32string points = to_utf32(text);
    const std::vector<size_t> starts = khmer::syllable_starts(points);
    const auto part = [&](size_t syllable, size_t count = SIZE_MAX) {
        const size_t last = std::min(starts.size() - 1, count == SIZE_MAX ? count : syllable + count);
        return to_utf8(std::u32string_view(points).substr(starts[syllable], starts[last] - starts[syllable]));
    };
    const std::string variants[] = {
        text,
        part(0, 30) + " Hoa Lu International Border Gate 2026 " + part(30),
        part(0, 30) + "១,២៥០,០០០ ៛ 45 % " + part(30),
        part(0, 30) + "\u200B" + part(30, 20) + "\u200B\u200B" + part(50),
    };
    for (const Size& size : kScreens) {
        for (const std::string& variant : variants) {
            const Screen on = screen(size.width, size.height);
            const Subtitles subtitles = of({track("km", {cue(1, 9, variant)})}, style_named("default"), on);
            EXPECT_EQ(said(broken_rules(subtitles, on)), "") << size.width;
            EXPECT_EQ(shown_text(subtitles, "km"), without_spaces(variant)) << size.width;
            for (size_t i = 0; i < subtitles.showings().size(); ++i) EXPECT_EQ(painted_outside(subtitles, i), 0);
        }
    }
}

TEST(ThreeLanguages, StandInTheOrderOfTheStyleOnEveryScreen) {
    for (const char* style : {"default", "tv", "tv-box", "led", "public-board", "kiosk", "accessible"}) {
        for (const Size& size : kScreens) {
            const Screen on = screen(size.width, size.height);
            const Subtitles subtitles =
                of({track("en", {cue(1, 9, kLongEnglish)}), track("km", {cue(1, 9, kLongKhmer)}),
                    track("vi", {cue(1, 9, kLongVietnamese)})},
                   style_named(style), on);
            EXPECT_EQ(said(broken_rules(subtitles, on)), "") << style << size.width;
            EXPECT_EQ(shown_text(subtitles, "vi"), without_spaces(kLongVietnamese)) << style << size.width;
            for (const Showing& a : subtitles.showings()) {
                for (const Showing& b : subtitles.showings()) {
                    if (!overlap_in_time(a, b)) continue;
                    const std::string_view order = "vi km en";
                    if (order.find(a.language) < order.find(b.language)) {
                        EXPECT_LT(a.area.y, b.area.y) << style << size.width;
                    }
                }
            }
        }
    }
}

TEST(ThreeLanguages, TakeAtMostFiveLinesAndAThirdOfTheHeight) {
    const Style style = style_named("default");
    for (const Size& size : {Size{1280, 720}, Size{1440, 720}, Size{1920, 1080}, Size{1080, 1920}}) {
        const Screen on = screen(size.width, size.height);
        const Subtitles subtitles = of({track("vi", {cue(1, 9, kLongVietnamese)}), track("km", {cue(1, 9, kLongKhmer)}),
                                        track("en", {cue(1, 9, kLongEnglish)})},
                                       style, on);
        for (const Showing& at : subtitles.showings()) {
            size_t lines = 0;
            int top = size.height;
            int bottom = 0;
            for (const Showing& each : subtitles.showings()) {
                if (each.from > at.from || each.until <= at.from) continue;
                lines += each.lines.size();
                top = std::min(top, each.area.y);
                bottom = std::max(bottom, each.area.bottom());
            }
            EXPECT_LE(lines, 5u);
            EXPECT_LE(bottom - top, size.height * 33 / 100);
        }
    }
}

TEST(FixedSlots, ABandKeepsItsPlaceWhenTheOthersAreSilent) {
    const Screen on = screen(1920, 1080);
    const auto tracks = {track("vi", {cue(1, 3, "Xin chào"), cue(5, 7, "Xin chào")}), track("km", {cue(5, 7, "សួស្តី")}),
                         track("en", {cue(5, 7, "Hello")})};
    const Subtitles fixed = of(tracks, style_named("default"), on);
    const auto shown = of_language(fixed, "vi");
    ASSERT_EQ(shown.size(), 2u);
    EXPECT_EQ(shown[0].area, shown[1].area);
    EXPECT_EQ(shown[0].key, shown[1].key);

    Style loose = style_named("default");
    loose.fixed_slots = false;
    const auto moved = of_language(of(tracks, loose, on), "vi");
    EXPECT_GT(moved[0].area.y, moved[1].area.y);
    EXPECT_GT(moved[0].area.bottom(), 1000);
}

TEST(Ladder, FirstTakesLinesThatANeighbourDoesNotNeed) {
    const Subtitles subtitles = of(
        {track("vi", {cue(1, 7, "Xin chào quý khách.")}), track("km", {cue(1, 7, "សូមស្វាគមន៍។")}),
         track("en",
               {cue(1, 7, "Welcome, dear guests, to the border gate of Hoa Lu; the market opens at seven o'clock.")})},
        style_named("default"), screen(1920, 1080));
    const auto english = of_language(subtitles, "en");
    ASSERT_EQ(english.size(), 1u);
    EXPECT_EQ(english[0].lines.size(), 2u);
    EXPECT_TRUE(subtitles.problems(2).empty());
}

TEST(Ladder, ThenShrinksTheLeastImportant) {
    const Subtitles subtitles =
        of({track("vi", {cue(1, 7, kLongVietnamese)}),
            track("km", {cue(1, 7, to_utf8(to_utf32(kLongKhmer).substr(0, 110)))}),
            track("en", {cue(1, 7,
                             "The pagoda festival is busy this season; travellers crossing the gate, please have "
                             "your passports ready.")})},
           style_named("default"), screen(1920, 1080));
    EXPECT_TRUE(has(subtitles.problems(2), "shrunk"));
    const auto english = of_language(subtitles, "en");
    ASSERT_EQ(english.size(), 1u);
    EXPECT_EQ(english[0].lines.size(), 1u);
}

TEST(Ladder, ThenSplitsInTimeByLengthAndLosesNothing) {
    const Style style = style_named("default");
    const Subtitles subtitles =
        of({track("vi", {cue(1, 13, std::string(kLongVietnamese) + " " + kLongVietnamese)})}, style, screen(1280, 720));
    const auto parts = of_language(subtitles, "vi");
    ASSERT_GE(parts.size(), 2u);
    EXPECT_TRUE(has(subtitles.problems(0), "split"));
    EXPECT_EQ(parts.front().from, seconds(1));
    EXPECT_EQ(parts.back().until, seconds(13));
    EXPECT_EQ(shown_text(subtitles, "vi"), without_spaces(std::string(kLongVietnamese) + kLongVietnamese));
    for (size_t i = 0; i < parts.size(); ++i) {
        EXPECT_LE(parts[i].lines.size(), 2u);
        EXPECT_GE(parts[i].until - parts[i].from, seconds(style.min_duration_s));
        const Time gap = i > 0 ? parts[i].from - parts[i - 1].until : frame_time(style.min_gap_frames, {25, 1});
        EXPECT_EQ(gap, frame_time(style.min_gap_frames, {25, 1}));
        const double share = static_cast<double>((parts[i].until - parts[i].from).count()) / 12e9;
        size_t letters = 0;
        for (const std::string& line : parts[i].lines) letters += code_points(line).text.size();
        EXPECT_NEAR(share, static_cast<double>(letters) / 320, 0.12);
    }
}

TEST(Ladder, ThenDropsTheLeastImportantLanguageWithAWarning) {
    // Too short to be split into parts that can be read.
    const Subtitles subtitles = of({track("vi", {cue(1, 2, kLongVietnamese)}), track("km", {cue(1, 2, "សូមស្វាគមន៍។")}),
                                    track("en", {cue(1, 2, kLongEnglish)})},
                                   style_named("default"), screen(1440, 720));
    EXPECT_TRUE(of_language(subtitles, "en").empty());
    EXPECT_TRUE(has(subtitles.problems(2), "dropped"));
    EXPECT_FALSE(of_language(subtitles, "vi").empty());
    EXPECT_FALSE(of_language(subtitles, "km").empty());
    EXPECT_FALSE(has(subtitles.problems(0), "dropped"));
}

TEST(Ladder, ALanguageAloneIsNeverDropped) {
    const Screen on = screen(576, 288);
    const Subtitles subtitles =
        of({track("km", {cue(1, 1.2, std::string(kLongKhmer) + kLongKhmer)})}, style_named("default"), on);
    EXPECT_EQ(shown_text(subtitles, "km"), without_spaces(std::string(kLongKhmer) + kLongKhmer));
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(Ladder, WhatFitsNowhereBecomesSmallAndIsSaid) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += kLongVietnamese + std::string(" ");
    const Screen on = screen(576, 288);
    const Subtitles subtitles = of({track("vi", {cue(1, 2, text)})}, style_named("default"), on);
    EXPECT_TRUE(has(subtitles.problems(0), "too-small"));
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
    EXPECT_EQ(shown_text(subtitles, "vi"), without_spaces(text));
}

TEST(SmallWalls, LeaveOutTheLeastImportantAndSayHowToShowAll) {
    Screen on = screen(576, 288, 2);
    on.pitch_mm = 10;
    on.viewing_distance_m = 20;
    const auto tracks = {track("vi", {cue(1, 4, "Chợ họp từ sáng sớm.")}), track("km", {cue(1, 4, "ផ្សារបើកពីព្រលឹម។")}),
                         track("en", {cue(1, 4, "The market opens early."), cue(6, 8, "Good morning.")})};
    const Subtitles subtitles = of(tracks, style_named("led"), on);
    EXPECT_TRUE(has(subtitles.problems(2), "language-left-out"));
    ASSERT_EQ(of_language(subtitles, "en").size(), 1u);  // alone there is room for it
    EXPECT_EQ(of_language(subtitles, "en")[0].from, seconds(6));
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(KeepOut, BandsStandAboveATickerAndBesideAClock) {
    Screen on = screen(1280, 720);
    on.keep_out = {{0, 640, 1280, 80}, {1100, 560, 180, 60}, {1000, 30, 250, 100}};
    const Subtitles subtitles = of({track("vi", {cue(1, 9, kLongVietnamese)}), track("km", {cue(1, 9, kLongKhmer)}),
                                    track("en", {cue(1, 9, kLongEnglish)})},
                                   style_named("default"), on);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
    EXPECT_EQ(shown_text(subtitles, "vi"), without_spaces(kLongVietnamese));
}

TEST(Top, BandsHangFromTheTopInTheSameOrder) {
    Style style = style_named("default");
    style.top = true;
    const Screen on = screen(1280, 720);
    const Subtitles subtitles =
        of({track("vi", {cue(1, 3, "Xin chào")}), track("en", {cue(1, 3, "Hello")})}, style, on);
    ASSERT_EQ(subtitles.showings().size(), 2u);
    EXPECT_EQ(subtitles.showings()[0].language, "vi");
    EXPECT_LT(subtitles.showings()[1].area.bottom(), 300);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(Places, UnderThePictureWhereThereIsRoom) {
    Screen on = screen(1080, 1920, 4);
    on.picture = {0, 176, 1080, 608};
    const Subtitles subtitles =
        of({track("vi", {cue(1, 9, kLongVietnamese)}), track("km", {cue(1, 9, kLongKhmer)})}, style_named("kiosk"), on);
    for (const Showing& each : subtitles.showings()) EXPECT_GE(each.area.y, 784);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
    // In the picture otherwise.
    const Subtitles inside = of({track("vi", {cue(1, 9, "Xin chào")})}, style_named("default"), on);
    for (const Showing& each : inside.showings()) {
        EXPECT_TRUE(contains(on.picture, each.area));
    }
}

TEST(Anchors, PutTextAtTheTopAndAtTheSides) {
    Cue top = cue(1, 3, "Xin chào");
    top.anchor = 8;
    Cue left = cue(5, 7, "Xin chào");
    left.anchor = 1;
    Cue right = cue(9, 11, "Xin chào");
    right.anchor = 9;
    Cue middle = cue(13, 15, "Xin chào");
    middle.anchor = 5;
    const Screen on = screen(1280, 720);
    const Subtitles subtitles = of({track("vi", {top, left, right, middle})}, style_named("default"), on);
    const auto& at = subtitles.showings();
    ASSERT_EQ(at.size(), 4u);
    EXPECT_LT(at[0].area.bottom(), 200);
    EXPECT_LT(at[1].area.x, 80);
    EXPECT_GT(at[1].area.y, 550);
    EXPECT_GT(at[2].area.right(), 1200);
    EXPECT_LT(at[2].area.bottom(), 200);
    EXPECT_NEAR(at[3].area.y + at[3].area.height / 2, 360, 20);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");

    Style plain = style_named("default");
    plain.track_styles = false;
    const Subtitles placed = of({track("vi", {top, left, right, middle})}, plain, on);
    for (const Showing& each : placed.showings()) {
        EXPECT_GT(each.area.y, 550);
    }
}

TEST(Positions, AreKeptInsideTheSafeAreaAndOffEachOther) {
    Cue inside = cue(1, 3, "Xin chào");
    inside.anchor = 7;
    inside.position = SharePoint{0.25, 0.25};
    Cue outside = cue(5, 7, "Xin chào");
    outside.anchor = 3;
    outside.position = SharePoint{1.2, 1.1};
    const Screen on = screen(1280, 720);
    Track english = track("en", {inside, cue(5, 7, "Hello")});
    english.cues[0].text = "Hello";
    const Subtitles subtitles = of({track("vi", {inside, outside}), english}, style_named("default"), on);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
    const auto shown = of_language(subtitles, "vi");
    ASSERT_EQ(shown.size(), 2u);
    EXPECT_NEAR(shown[0].area.x, 320, 8);
    EXPECT_NEAR(shown[0].area.y, 180, 12);
    EXPECT_TRUE(has(subtitles.problems(0), "moved"));
    EXPECT_TRUE(has(subtitles.problems(1), "moved"));  // the other language asked for the same place
    EXPECT_EQ(subtitles.problems(0).front().cue, 1);
}

TEST(Positions, BesideATextAsHighAsTheScreenGoToItsSide) {
    Cue high = cue(1.9, 4.9, "ឡW៑ឿឿИខឆ̀");
    high.anchor = 4;
    Cue placed = cue(3.8, 9, "ឌឿ");
    placed.position = SharePoint{-0.2, 0.6};
    Screen on = screen(576, 288, 3);
    on.pitch_mm = 2;
    on.viewing_distance_m = 32;
    const Subtitles subtitles = of({track("vi", {high, placed})}, style_named("tv-box"), on);
    const auto& shown = subtitles.showings();
    ASSERT_EQ(shown.size(), 2u);
    EXPECT_GT(shown[0].area.height + shown[1].area.height, safe_area(on).height);
    EXPECT_GE(shown[1].area.x, shown[0].area.right());
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
    EXPECT_TRUE(has(subtitles.problems(0), "moved"));
}

TEST(Positions, WithoutAnyRoomAreLeftOutAndSaid) {
    Cue placed = cue(1, 3, "Xin chào");
    placed.position = SharePoint{0.5, 0.5};
    Screen on = screen(1280, 720);
    on.keep_out = {{0, 0, 1280, 400}, {0, 400, 1280, 320}};
    const Subtitles subtitles = of({track("vi", {placed})}, style_named("default"), on);
    EXPECT_TRUE(subtitles.showings().empty());
    ASSERT_TRUE(has(subtitles.problems(0), "no-place"));
    EXPECT_EQ(subtitles.problems(0).front().cue, 0);

    on.keep_out = {{0, 0, 1280, 400}, {0, 600, 1280, 120}, {300, 400, 980, 200}};
    const Subtitles moved = of({track("vi", {placed})}, style_named("default"), on);
    ASSERT_EQ(moved.showings().size(), 1u);
    EXPECT_TRUE(contains({64, 400, 236, 200}, moved.showings().front().area));
    EXPECT_TRUE(has(moved.problems(0), "moved"));
}

TEST(Overlaps, OfOneLanguageAreStackedAndNeverDropped) {
    const Screen on = screen(1280, 720);
    const Subtitles subtitles = of({track("vi", {cue(1, 5, "Người thứ nhất nói."), cue(3, 7, "Người thứ hai nói.")})},
                                   style_named("default"), on);
    const auto shown = of_language(subtitles, "vi");
    ASSERT_EQ(shown.size(), 3u);
    EXPECT_EQ(shown[1].cues, (std::vector<int>{0, 1}));
    EXPECT_EQ(shown[1].lines, (std::vector<std::string>{"Người thứ nhất nói.", "Người thứ hai nói."}));
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(Overlaps, ThatCannotStandTogetherFollowEachOther) {
    const Screen on = screen(1280, 720);
    std::vector<Cue> cues;
    for (int i = 0; i < 4; ++i) cues.push_back(cue(1, 13, std::string(kLongVietnamese).substr(0, 120)));
    Track many;
    many.language = "vi";
    many.cues = cues;
    const Subtitles subtitles = of({many}, style_named("default"), on);
    EXPECT_TRUE(has(subtitles.problems(0), "overlap-split"));
    std::vector<bool> seen(4, false);
    for (const Showing& each : subtitles.showings()) {
        for (const int index : each.cues) seen[static_cast<size_t>(index)] = true;
    }
    EXPECT_EQ(std::ranges::count(seen, true), 4);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(Boxes, OfNeighbouringBandsDoNotMeet) {
    const Screen on = screen(1920, 1080);
    Style style = style_named("tv-box");
    style.shadow_percent = 8;
    const Subtitles subtitles = of({track("vi", {cue(1, 9, "Ẩn ấn gỵ jụp")}), track("km", {cue(1, 9, "ខ្ញុំ ស្ត្រី ជ្រៀង")}),
                                    track("en", {cue(1, 9, "Ågypj")})},
                                   style, on);
    EXPECT_EQ(subtitles.showings().size(), 3u);
    EXPECT_EQ(said(broken_rules(subtitles, on)), "");
}

TEST(Heights, OfKhmerAndLatinLettersAreAlikeInEveryChain) {
    for (const char* khmer : {"Noto Sans Khmer", "Noto Serif Khmer", "Khmer OS", "Khmer OS Battambang",
                              "Khmer OS Content", "Khmer OS Siemreap", "Khmer OS System"}) {
        Style style = style_named("default");
        style.fonts = {"Noto Sans", khmer};
        style.outline_percent = 0;
        style.align_languages = false;
        const Subtitles subtitles =
            of({track("vi", {cue(1, 2, "x")}), track("km", {cue(1, 2, "ក")})}, style, screen(3840, 2160));
        ASSERT_EQ(subtitles.showings().size(), 2u);
        const double ratio =
            static_cast<double>(subtitles.showings()[1].area.height) / subtitles.showings()[0].area.height;
        EXPECT_GE(ratio, 1.0) << khmer;
        EXPECT_LE(ratio, 1.3) << khmer;
    }
}

}  // namespace
}  // namespace gatecast
