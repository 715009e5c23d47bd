// SPDX-License-Identifier: GPL-3.0-or-later
// Styles of subtitles as people write them, and as they are shipped.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/presets/preset_files.h"

namespace gatecast {
namespace {

class Styles : public PresetFiles {
protected:
    [[nodiscard]] Style style(const std::string& text) const {
        write("styles/a.toml", text);
        return library().style("a");
    }
    [[nodiscard]] std::string style_complaint(const std::string& text) const {
        write("styles/a.toml", text);
        return complaint(PresetKind::kStyle, "a");
    }
};

TEST_F(Styles, DefaultIsVietnameseOverKhmerOverEnglish) {
    const Style style = library().style("default");
    ASSERT_EQ(style.bands.size(), 3u);
    EXPECT_EQ(style.bands[0].language, "vi");
    EXPECT_EQ(style.bands[1].language, "km");
    EXPECT_EQ(style.bands[2].language, "en");
    EXPECT_GT(style.bands[0].priority, style.bands[1].priority);
    EXPECT_DOUBLE_EQ(style.bands[0].characters_per_second, 17);
    EXPECT_DOUBLE_EQ(style.bands[1].characters_per_second, 9);
    EXPECT_DOUBLE_EQ(style.bands[2].characters_per_second, 20);
    EXPECT_EQ(style.max_lines, 5);
    EXPECT_DOUBLE_EQ(style.max_height_percent, 33);
    EXPECT_EQ(style.fonts.front(), "Noto Sans");
    EXPECT_EQ(style.name, "default");
}

TEST_F(Styles, OfPublicBoardsKeepForeignTextAtThreeQuarters) {
    EXPECT_DOUBLE_EQ(library().style("public-board").foreign_share.value(), 0.75);
    EXPECT_FALSE(library().style("default").foreign_share);
    EXPECT_EQ(library().style("led-small").languages, LanguageChoice::kRotateByPlay);
    EXPECT_TRUE(library().style("led").bold);
    EXPECT_TRUE(library().style("tv-box").box);
    EXPECT_EQ(library().style("kiosk").place, TextPlace::kUnderPicture);
}

TEST_F(Styles, AreBuiltOnEachOther) {
    const Style made = style("extends = \"led\"\ncolour = \"#ffff00\"\n[[band]]\nlanguage = \"km\"\nsize = 1.2\n");
    EXPECT_TRUE(made.bold);
    EXPECT_EQ(made.colour, (Rgb{1, 1, 0}));
    ASSERT_EQ(made.bands.size(), 1u);
    EXPECT_DOUBLE_EQ(made.bands[0].size, 1.2);
    EXPECT_FALSE(made.bands[0].colour);
}

TEST_F(Styles, SettingsOfTheCommandLineComeFirst) {
    const Style made = library().style("default", {{"text_height_percent", "7"}, {"fonts", "Noto Serif,Khmer OS"}});
    EXPECT_DOUBLE_EQ(made.text_height_percent, 7);
    EXPECT_EQ(made.fonts, (std::vector<std::string>{"Noto Serif", "Khmer OS"}));
}

TEST_F(Styles, FontFilesLieBesideThePresetThatNamesThem) {
    const Style made = style("extends = \"default\"\nfonts = [\"./chu.ttf\", \"Noto Sans\"]\n");
    EXPECT_EQ(made.fonts[0], (root_ / "styles/chu.ttf").string());
    EXPECT_EQ(made.fonts[1], "Noto Sans");
}

TEST_F(Styles, SayWhatIsWrongAndWhatIsAllowed) {
    using testing::HasSubstr;
    EXPECT_THAT(style_complaint("extends = \"default\"\nouline_percent = 5\n"), HasSubstr("outline_percent"));
    EXPECT_THAT(style_complaint("extends = \"default\"\noutline_percent = 50\n"), HasSubstr("from 0 to 20"));
    EXPECT_THAT(style_complaint("extends = \"default\"\nlanguages = \"rotate\"\n"), HasSubstr("rotate-by-play"));
    EXPECT_THAT(style_complaint("extends = \"default\"\nfonts = \"Noto Sans\"\n"), HasSubstr("list of texts"));
    EXPECT_THAT(style_complaint("extends = \"default\"\nfonts = []\n"), HasSubstr("no font"));
    EXPECT_THAT(style_complaint("title_vi = \"a\"\n"), HasSubstr("[[band]]"));
    EXPECT_THAT(style_complaint("[[band]]\nlanguage = \"vi\"\n[[band]]\nlanguage = \"vi\"\n"), HasSubstr("two bands"));
    EXPECT_THAT(style_complaint("[[band]]\nsize = 1\n"), HasSubstr("no language"));
    EXPECT_THAT(style_complaint("extends = \"defualt\"\n"), HasSubstr("default"));
    EXPECT_THROW(static_cast<void>(library().style("defualt")), Error);
}

TEST_F(Styles, ShowEveryKeyThoseOfABandToo) {
    const auto shown = library().show(PresetKind::kStyle, "public-board");
    const auto shown_as = [&](const char* key) {
        const auto found = std::ranges::find(shown, key, &ShownOption::key);
        return found == shown.end() ? std::string("missing") : found->value;
    };
    EXPECT_EQ(shown_as("foreign_share"), "0.75");
    EXPECT_EQ(shown_as("place"), "\"picture\"");
    EXPECT_THAT(shown_as("fonts"), testing::StartsWith("[\"Noto Sans\", "));
    EXPECT_THAT(shown_as("band"), testing::HasSubstr("language = \"vi\""));
    EXPECT_EQ(shown_as("band.priority"), "");
    for (const ShownOption& option : shown) EXPECT_STRNE(option.help, "") << option.key;
}

TEST_F(Styles, WhatIsShownCanBeReadAgain) {
    std::string text;
    for (const ShownOption& option : library().show(PresetKind::kStyle, "kiosk")) {
        if (!option.value.empty()) text += option.key + " = " + option.value + "\n";
    }
    const Style again = style(text);
    EXPECT_EQ(again.bands.size(), 3u);
    EXPECT_EQ(again.bands[1].colour, library().style("kiosk").bands[1].colour);
    EXPECT_TRUE(again.top);
}

TEST_F(Styles, LanguagesWithoutABandAreLaidOutAsTheLastAndAreTheLeastImportant) {
    const Style made = library().style("default");
    EXPECT_EQ(band_of(made, "vi-VN").language, "vi");
    const BandStyle french = band_of(made, "fr");
    EXPECT_EQ(french.language, "fr");
    EXPECT_LT(french.priority, made.bands[2].priority);
    EXPECT_EQ(french.max_lines, made.bands[2].max_lines);
}

}  // namespace
}  // namespace gatecast
