// SPDX-License-Identifier: GPL-3.0-or-later
// The front door: what shows when, under which key, and what is said about it.
#include "subtitles/subtitles.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "subtitles/drawing/draw.h"
#include "tests/subtitles/layout_rules.h"
#include "tests/subtitles/programme.h"

namespace gatecast {
namespace {

std::vector<Track> three() {
    return {track("vi", {cue(1, 3, "Xin chào"), cue(4, 6.48, "Tạm biệt")}),
            track("km", {cue(1, 3, "សួស្តី"), cue(4, 6.48, "លាហើយ")}),
            track("en", {cue(1, 3, "Hello"), cue(4, 6.48, "Goodbye")})};
}

std::set<std::string> keys(const Subtitles& subtitles) {
    std::set<std::string> found;
    for (const Showing& each : subtitles.showings()) found.insert(each.key);
    return found;
}

TEST(Showings, ComeByTimeThenFromTopToBottomAtTheCuesOwnTimes) {
    const Subtitles subtitles(three(), style_named("default"), screen(1920, 1080));
    ASSERT_EQ(subtitles.showings().size(), 6u);
    const char* order[] = {"vi", "km", "en"};
    for (size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(subtitles.showings()[i].language, order[i % 3]);
        EXPECT_EQ(subtitles.showings()[i].from, seconds(i < 3 ? 1 : 4));
        EXPECT_EQ(subtitles.showings()[i].until, seconds(i < 3 ? 3 : 6.48));
    }
    EXPECT_EQ(subtitles.tracks().size(), 3u);
}

TEST(Showings, OfLanguagesTheStyleDoesNotKnowStandUnderTheOthers) {
    auto tracks = three();
    tracks.insert(tracks.begin(), track("fr", {cue(1, 3, "Bonjour")}));
    Style style = style_named("default");
    const Subtitles subtitles(tracks, style, screen(1920, 1080));
    int lowest = 0;
    for (const Showing& each : subtitles.showings()) {
        if (each.from == seconds(1)) lowest = std::max(lowest, each.area.y);
    }
    ASSERT_FALSE(of_language(subtitles, "fr").empty());
    EXPECT_EQ(of_language(subtitles, "fr")[0].area.y, lowest);
}

TEST(Showings, AreNoneOfNothingAndOfSpaces) {
    EXPECT_TRUE(Subtitles({}, style_named("default"), screen(1920, 1080)).showings().empty());
    const Subtitles blank({track("vi", {cue(1, 2, ""), cue(3, 4, "  \n "), cue(5, 6, "\u200B")})},
                          style_named("default"), screen(1920, 1080));
    EXPECT_TRUE(blank.showings().empty());
}

TEST(Fades, AreThoseOfTheCueAndOfItsFirstAndLastPart) {
    Cue fading = cue(1, 13, std::string(kLongVietnamese) + " " + kLongVietnamese);
    fading.fade_in = seconds(0.3);
    fading.fade_out = seconds(0.5);
    const Subtitles subtitles({track("vi", {fading})}, style_named("default"), screen(1280, 720));
    const auto& parts = subtitles.showings();
    ASSERT_GE(parts.size(), 2u);
    EXPECT_EQ(parts.front().fade_in, seconds(0.3));
    EXPECT_EQ(parts.front().fade_out, seconds(0));
    EXPECT_EQ(parts.back().fade_in, seconds(0));
    EXPECT_EQ(parts.back().fade_out, seconds(0.5));
}

TEST(Rotation, ShowsOneLanguageAPlayOrAnItem) {
    Style style = style_named("default");
    style.languages = LanguageChoice::kRotateByPlay;
    const char* turns[] = {"vi", "km", "en", "vi"};
    for (int play = 0; play < 4; ++play) {
        const Subtitles subtitles(three(), style, screen(576, 288), play, 7);
        ASSERT_EQ(subtitles.showings().size(), 2u);
        for (const Showing& each : subtitles.showings()) EXPECT_EQ(each.language, turns[play]);
    }
    style.languages = LanguageChoice::kRotateByItem;
    EXPECT_EQ(Subtitles(three(), style, screen(576, 288), 0, 1).showings()[0].language, "km");
    EXPECT_EQ(Subtitles(three(), style, screen(576, 288), 0, -1).showings()[0].language, "en");
}

TEST(Keys, AreEqualForEqualPixelsAndOnlyThen) {
    const Style style = style_named("default");
    const Subtitles one(three(), style, screen(1920, 1080));
    EXPECT_EQ(keys(one), keys(Subtitles(three(), style, screen(1920, 1080))));
    EXPECT_EQ(keys(one).size(), 6u);
    const auto differs = [&](const Style& other) {
        for (const std::string& key : keys(Subtitles(three(), other, screen(1920, 1080)))) {
            if (keys(one).contains(key)) return false;
        }
        return true;
    };
    Style other = style;
    other.colour = {1, 1, 0};
    for (BandStyle& band : other.bands) band.colour.reset();
    EXPECT_TRUE(differs(other));
    other = style;
    other.outline_percent = 8;
    EXPECT_TRUE(differs(other));
    other = style;
    other.box = true;
    EXPECT_TRUE(differs(other));
    other = style;
    other.opacity = 0.9;
    EXPECT_TRUE(differs(other));
    other = style;
    other.text_height_percent = 4.4;
    EXPECT_TRUE(differs(other));
    EXPECT_NE(keys(one), keys(Subtitles(three(), style, screen(1280, 720))));
}

TEST(Keys, OfOtherCuesStayWhenOneIsCorrected) {
    auto corrected = three();
    corrected[0].cues[0].text = "Xin chào quý khách, mời quý khách vào chợ biên giới ngắm hàng và nghỉ chân";
    const Style style = style_named("default");
    const Subtitles before(three(), style, screen(1920, 1080));
    const Subtitles after(corrected, style, screen(1920, 1080));
    ASSERT_EQ(after.showings().size(), 6u);
    for (size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(before.showings()[i].key == after.showings()[i].key, i != 0) << i;
    }
}

TEST(Keys, DependOnColoursAndWeightsOfATrack) {
    auto coloured = three();
    coloured[0].cues[0].spans = {{0, 3, false, false, false, Rgb{1, 1, 0}}};
    auto slanted = three();
    slanted[0].cues[0].spans = {{0, 3, false, true, false, {}}};
    const Style style = style_named("default");
    const std::string plain_key = Subtitles(three(), style, screen(1920, 1080)).showings()[0].key;
    EXPECT_NE(Subtitles(coloured, style, screen(1920, 1080)).showings()[0].key, plain_key);
    EXPECT_NE(Subtitles(slanted, style, screen(1920, 1080)).showings()[0].key, plain_key);
    Style strict = style;
    strict.track_styles = false;
    EXPECT_EQ(Subtitles(coloured, strict, screen(1920, 1080)).showings()[0].key, plain_key);
}

TEST(SubtitlesOnWalls, DoNotShowPureRedAndBlue) {
    auto coloured = three();
    coloured[0].cues[0].spans = {{0, 3, false, false, false, Rgb{0, 0, 1}}};
    Screen wall = screen(1440, 720);
    wall.pitch_mm = 4;
    wall.viewing_distance_m = 8;
    const Style style = style_named("led");
    const Subtitles subtitles(coloured, style, wall);
    EXPECT_TRUE(has(subtitles.problems(0), "dark-colour"));
    EXPECT_EQ(subtitles.showings()[0].key, Subtitles(three(), style, wall).showings()[0].key);
}

TEST(SubtitlesFonts, ThatAreMissingAreNamedWithTheirPackage) {
    Style style = style_named("default");
    style.fonts = {"Noto Sans", "Khmer OS Nowhere"};
    try {
        const Subtitles subtitles(three(), style, screen(1920, 1080));
        FAIL() << "a font that does not exist was found";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("Khmer OS Nowhere"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("fonts-khmeros"), std::string::npos) << error.what();
    }
    style.fonts = {"Handwriting of Nobody"};
    EXPECT_THROW(Subtitles(three(), style, screen(1920, 1080)), Error);
}

TEST(Faults, OfLettersAreSaidWithTheCue) {
    const Subtitles subtitles({track("vi", {cue(1, 2, "Xin chào"), cue(3, 4, "\U00012000 chữ lạ")})},
                              style_named("default"), screen(1920, 1080));
    ASSERT_TRUE(has(subtitles.problems(0), "missing-glyph"));
    EXPECT_EQ(subtitles.problems(0).front().cue, 1);
    EXPECT_EQ(subtitles.problems(0).front().severity, Severity::kError);
}

TEST(SubtitlesDrawn, GivesAnOverlayInsideTheShowingsArea) {
    const Subtitles subtitles(three(), style_named("default"), screen(1920, 1080));
    for (size_t i = 0; i < subtitles.showings().size(); ++i) {
        const OverlayRef overlay = subtitles.draw(i, Chroma::k420, i + 1);
        ASSERT_TRUE(overlay);
        EXPECT_EQ(overlay->change_id, i + 1);
        EXPECT_FALSE(overlay->ink.empty());
        for (const InkSpan& span : overlay->ink) {
            const Rect ink{overlay->area.x + span.x0, overlay->area.y + span.y, span.x1 - span.x0, 1};
            const Rect& area = subtitles.showings()[i].area;
            EXPECT_TRUE(ink.x >= area.x - 1 && ink.right() <= area.right() + 1 && ink.y >= area.y &&
                        ink.y < area.bottom());
        }
        EXPECT_EQ(painted_outside(subtitles, i), 0);
    }
}

/// Random texts of the three scripts on random screens in random styles. The seeds are fixed.
class RandomProgramme {
public:
    explicit RandomProgramme(unsigned seed) : random_(seed) {}

    Screen make_screen() {
        constexpr Size kSizes[] = {{1920, 1080}, {1280, 720}, {1440, 720}, {576, 288}, {3840, 240}, {1080, 1920}};
        const Size size = kSizes[below(std::size(kSizes))];
        Screen made = screen(size.width, size.height, static_cast<double>(below(6)));
        if (below(3) == 0) {
            made.pitch_mm = static_cast<double>(4 + below(7));
            made.viewing_distance_m = static_cast<double>(5 + below(30));
        }
        if (below(3) == 0) made.keep_out.push_back({0, size.height - size.height / 10, size.width, size.height / 10});
        if (below(3) == 0) made.keep_out.push_back({size.width * 8 / 10, 0, size.width / 6, size.height / 6});
        made.interlaced = below(4) == 0;
        return made;
    }

    Style make_style() {
        constexpr const char* kStyles[] = {"default", "tv", "tv-box", "led", "public-board", "kiosk", "accessible"};
        Style style = style_named(kStyles[below(std::size(kStyles))]);
        style.fixed_slots = below(4) != 0;
        style.top = below(4) == 0;
        style.align_languages = below(2) == 0;
        return style;
    }

    std::vector<Track> make_tracks() {
        std::vector<Track> tracks;
        for (const char* language : {"vi", "km", "en"}) {
            if (below(4) == 0) continue;
            Track made = track(language, {});
            double at = 0;
            for (size_t i = below(5); i > 0; --i) {
                at += static_cast<double>(below(30)) / 10;
                const double length = static_cast<double>(below(50)) / 10 - 0.2;
                made.cues.push_back(make_cue(at, at + length));
            }
            tracks.push_back(std::move(made));
        }
        return tracks;
    }

private:
    size_t below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(random_); }

    Cue make_cue(double from, double until) {
        const std::string whole[] = {kLongVietnamese, kLongKhmer, kLongEnglish};
        std::string text = whole[below(3)];
        const size_t space = text.find(' ', below(text.size()));
        if (space != std::string::npos) text = text.substr(space + 1);
        for (size_t i = below(3); i > 0; --i) text += whole[below(3)];
        Cue made = cue(from, until, text);
        if (below(6) == 0) made.anchor = static_cast<int>(1 + below(9));
        if (below(12) == 0) made.position = SharePoint{static_cast<double>(below(12)) / 10, 0.5};
        return made;
    }

    std::mt19937 random_;
};

TEST(RandomLayouts, KeepTheRules) {
    constexpr unsigned kRuns = 2000;
    for (unsigned seed = 0; seed < kRuns; ++seed) {
        RandomProgramme programme(seed);
        const Screen on = programme.make_screen();
        const Style style = programme.make_style();
        const Subtitles subtitles(programme.make_tracks(), style, on);
        const auto broken = broken_rules(subtitles, on);
        ASSERT_TRUE(broken.empty()) << "seed " << seed << ", style " << style.name << ", " << on.canvas.width << "x"
                                    << on.canvas.height << ": " << broken.front();
    }
}

}  // namespace
}  // namespace gatecast
