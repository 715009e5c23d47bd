// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/shaping/shape.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "subtitles/normalise.h"
#include "subtitles/shaping/font_face.h"
#include "tests/subtitles/words.h"

namespace gatecast {
namespace {

class Shaping : public testing::Test {
protected:
    Shaping() { look_.families = {"Noto Sans", "Noto Sans Khmer"}; }

    ShapedLine shape(std::string_view text, const std::vector<TextSpan>& spans = {}, std::string_view language = "km") {
        return Shaper(fonts_).shape(text, 0, text.size(), language, spans, look_);
    }
    static std::string file_of(const GlyphRun& run) { return run.face->file().filename(); }
    static std::vector<std::string> files_of(const ShapedLine& line) {
        std::vector<std::string> files;
        for (const GlyphRun& run : line.runs) files.push_back(file_of(run));
        return files;
    }

    FontSet fonts_;
    TextLook look_;
};

constexpr const char* kSans = "NotoSans-Regular.ttf";
constexpr const char* kKhmer = "NotoSansKhmer-Regular.ttf";

TEST_F(Shaping, KhmerStandsALittleHigherThanTheLatinXInEveryChain) {
    look_.latin_em_px = 100;
    for (const char* family : words::kKhmerFamilies) {
        for (const bool bold : {false, true}) {
            look_.families = words::chain(family);
            look_.bold = bold;
            const double ka = -shape("ក").ink.y0, x = -shape("x").ink.y0;
            EXPECT_NEAR(ka / x, 1.15, 0.01) << family;
        }
    }
}

TEST_F(Shaping, ALatinFontLowerInTheChainIsSizedToTheFirst) {
    look_.latin_em_px = 100;
    look_.families = {"Noto Sans", "Noto Serif"};
    const double first = -shape("x").ink.y0;
    look_.families = {"Noto Sans Khmer", "Noto Serif"};
    EXPECT_NEAR(-shape("x").ink.y0, 100 * fonts_.find({"Noto Serif"})->x_height(), 0.1);
    EXPECT_GT(first, 50);
}

TEST_F(Shaping, ScriptsGetTheirOwnFaces) {
    EXPECT_THAT(files_of(shape("Chợ ផ្សារ market")), testing::ElementsAre(kSans, kKhmer, kSans));
}

TEST_F(Shaping, DigitsSpacesAndMarksFollowTheirNeighbours) {
    look_.families = {"Noto Sans", "Khmer OS"};  // both have digits
    EXPECT_THAT(files_of(shape("ឆ្នាំ 2026 នេះ")), testing::ElementsAre("KhmerOS.ttf"));
    EXPECT_THAT(files_of(shape("2026 នេះ")), testing::ElementsAre("KhmerOS.ttf"));
    EXPECT_THAT(files_of(shape("năm 2026, nay")), testing::ElementsAre(kSans));
    const ShapedLine line = shape("ផ្សារ (market) នេះ");
    ASSERT_EQ(line.runs.size(), 3U);
    EXPECT_EQ(line.runs[1].glyphs.size(), 9U) << "the brackets are the Latin word's, and the space behind it";
    EXPECT_THAT(files_of(shape("2026", {}, "km")), testing::ElementsAre(kSans)) << "nothing beside them";
}

TEST_F(Shaping, ALetterAndItsMarksNeverPartOverTwoFonts) {
    look_.families = {"Khmer OS Battambang", "Noto Sans"};  // the first has e and no breve
    ASSERT_NE(fonts_.find({"Khmer OS Battambang"})->glyph_of('e'), 0U);
    ASSERT_EQ(fonts_.find({"Khmer OS Battambang"})->glyph_of(0x0306), 0U);
    EXPECT_THAT(files_of(shape("e\u0323\u0306")), testing::ElementsAre(kSans));
    EXPECT_THAT(files_of(shape("e")), testing::ElementsAre("KhmerOSbattambang.ttf"));
}

TEST_F(Shaping, WhatIsNeverSeenCausesNeitherWidthNorAnotherFontNorAFault) {
    for (const char* hidden : {"\u200B", "\u200C", "\u200D", "\u2060", "\uFE00", "\uFE0F", "\n"}) {
        for (const auto& [left, right] : {std::pair("កម្ពុ", "ជា"), std::pair("biên", "giới")}) {
            const ShapedLine plain = shape(std::string(left) + right);
            const ShapedLine line = shape(std::string(left) + hidden + right);
            EXPECT_EQ(line.runs.size(), 1U);
            EXPECT_TRUE(line.faults.empty());
            EXPECT_NEAR(line.advance_px, plain.advance_px, 0.5) << left;  // kerning may not reach across
        }
        EXPECT_EQ(shape(hidden).advance_px, 0);
        EXPECT_TRUE(shape(hidden).faults.empty());
    }
}

TEST_F(Shaping, KhmerIsNeverMadeBoldOrItalic) {
    const std::vector<TextSpan> both{{0, 1000, true, true, false, std::nullopt}};
    EXPECT_THAT(files_of(shape("Chợ ផ្សារ", both)),
                testing::ElementsAre("NotoSans-BoldItalic.ttf", "NotoSansKhmer-Bold.ttf"));
    look_.families = {"Khmer OS Battambang"};
    EXPECT_THAT(files_of(shape("ផ្សារ", both)), testing::ElementsAre("KhmerOSbattambang.ttf")) << "no bold file";
    look_.bold = true;
    EXPECT_TRUE(shape("ផ្សារ").faults.empty());
}

TEST_F(Shaping, SpansColourTheirGlyphsAndNothingElse) {
    const std::string text = "một hai ba";
    const ShapedLine plain = shape(text);
    const Rgb red{1, 0, 0};
    const size_t from = text.find("hai");
    const ShapedLine line = shape(text, {{from, from + 3, false, false, false, red}});
    ASSERT_EQ(line.runs.size(), 3U);
    EXPECT_EQ(line.runs[1].span.colour, red);
    EXPECT_EQ(line.runs[1].glyphs.size(), 3U);
    EXPECT_FALSE(line.runs[2].span.colour);
    EXPECT_EQ(line.advance_px, plain.advance_px);
}

TEST_F(Shaping, AnUnderlineLiesBelowKhmerFeetAndVietnameseDots) {
    const ShapedLine latin = shape("abc", {{0, 3, false, false, true, std::nullopt}});
    const ShapedLine khmer = shape("ខ្ញុំ", {{0, 100, false, false, true, std::nullopt}});
    ASSERT_FALSE(latin.runs[0].underline.empty());
    EXPECT_GT(khmer.runs[0].underline.y0, shape("ខ្ញុំ").ink.y1);
    EXPECT_EQ(khmer.ink.y1, khmer.runs[0].underline.y1);
    const ShapedLine dotted = shape("tụ", {{0, 100, false, false, true, std::nullopt}}, "vi");
    EXPECT_GT(dotted.runs[0].underline.y0, shape("tụ", {}, "vi").ink.y1);
    EXPECT_LT(latin.runs[0].underline.y1, 0.2 * look_.latin_em_px);
}

TEST_F(Shaping, EveryGlyphKnowsItsBytes) {
    const std::string text = "ở ខ្ញុំ";
    const ShapedLine line = Shaper(fonts_).shape("xx" + text, 2, 2 + text.size(), "km", {}, look_);
    std::vector<size_t> clusters;
    for (const GlyphRun& run : line.runs) {
        for (const Glyph& glyph : run.glyphs) clusters.push_back(glyph.cluster);
    }
    EXPECT_EQ(clusters.front(), 2U);
    EXPECT_TRUE(std::is_sorted(clusters.begin(), clusters.end()));
    EXPECT_TRUE(std::find(clusters.begin(), clusters.end(), 2 + std::string("ở ").size()) != clusters.end());
}

TEST_F(Shaping, AdvancesAreTheWidthsOfTheParts) {
    const std::string text = "Chợ biên giới ផ្សារព្រំដែន 2026 កៅស៊ូ";
    Shaper shaper(fonts_);
    const std::vector<double> ends = shaper.advances(text, "km", {}, look_);
    ASSERT_EQ(ends.size(), text.size() + 1);
    EXPECT_EQ(ends.front(), 0);
    EXPECT_TRUE(std::is_sorted(ends.begin(), ends.end()));
    EXPECT_NEAR(ends.back(), shape(text).advance_px, 1e-6);
    for (const char* part : {"Chợ biên", "ផ្សារ", "ព្រំដែន", "2026", "កៅស៊ូ"}) {
        const size_t from = text.find(part), until = from + std::string(part).size();
        const ShapedLine alone = shaper.shape(text, from, until, "km", {}, look_);
        if (std::string(part) == "2026") continue;  // alone it has another neighbour
        EXPECT_NEAR(ends[until] - ends[from], alone.advance_px, 1.0) << part;
    }
}

TEST_F(Shaping, NoWordOfTheListHasAFaultInAnyFont) {
    for (const char* family : words::kKhmerFamilies) {
        look_.families = words::chain(family);
        for (const char* word : words::kKhmer) {
            for (const ShapeFault& fault : shape(normalised(word, "km")).faults) {
                ADD_FAILURE() << family << ": " << word << " " << fault.code_points << " " << int(fault.kind);
            }
        }
    }
    for (const char* word : words::kLatin) {
        for (const ShapeFault& fault : shape(normalised(word, "vi"), {}, "vi").faults) {
            ADD_FAILURE() << word << " " << fault.code_points << " " << int(fault.kind);
        }
    }
}

TEST_F(Shaping, AMissingGlyphIsNamedWithItsPlaceAndAPackage) {
    const ShapedLine line = shape("chợ 中 mới", {}, "vi");
    ASSERT_EQ(line.faults.size(), 1U);
    EXPECT_EQ(line.faults[0].kind, ShapeFault::Kind::kMissingGlyph);
    EXPECT_EQ(line.faults[0].from, std::string("chợ ").size());
    EXPECT_EQ(line.faults[0].until, std::string("chợ 中").size());
    EXPECT_EQ(line.faults[0].code_points, "U+4E2D");
    EXPECT_STREQ(line.faults[0].package, "fonts-noto-cjk");
    look_.families = {"Noto Sans"};
    const ShapedLine khmer = shape("ខ្មែរ");
    ASSERT_EQ(khmer.faults.size(), 2U) << "by syllable";
    EXPECT_EQ(khmer.faults[0].code_points, "U+1781 U+17D2 U+1798 U+17C2");
    EXPECT_STREQ(khmer.faults[0].package, "fonts-noto-core");
    look_.families = {"No Such Family"};
    EXPECT_EQ(shape("a").faults.size(), 1U);
}

TEST_F(Shaping, AnInsertedDottedCircleIsAFaultAndAnAuthorsIsNot) {
    for (const char* family : words::kKhmerFamilies) {
        look_.families = words::chain(family);
        for (const char* broken : {"\u17B6ក", "ក \u17D2ក", "ក\u17D2\u17D2ក", "a\u17B7"}) {
            const ShapedLine line = shape(broken);
            ASSERT_FALSE(line.faults.empty()) << family << " " << broken;
            EXPECT_EQ(line.faults[0].kind, ShapeFault::Kind::kDottedCircle) << family << " " << broken;
        }
        EXPECT_TRUE(shape("\u25CC\u17B6").faults.empty()) << family;
    }
}

TEST_F(Shaping, AMarkThatNoRuleMovesIsAFault) {
    if (!fonts_.find({"DejaVu Sans"})) GTEST_SKIP() << "fonts-dejavu-core isn't installed";
    look_.families = {"DejaVu Sans"};
    for (const char* letter : {"ê\u0306", "ô\u0306"}) {
        ASSERT_EQ(shape(letter).faults.size(), 1U) << letter;
        EXPECT_EQ(shape(letter).faults[0].kind, ShapeFault::Kind::kMarkAtOrigin) << letter;
        EXPECT_STREQ(shape(letter).faults[0].package, "fonts-noto-core");
    }
    EXPECT_TRUE(shape("Tiếng Việt").faults.empty());
    look_.families = {"Noto Sans"};
    for (const char* letter : {"ê\u0306", "ô\u0306", "ơ\u0306", "ư\u0306", "b\u0306", "n\u0306"}) {
        EXPECT_TRUE(shape(letter).faults.empty()) << letter;
    }
}

TEST_F(Shaping, TheSameLettersWrittenInOtherWaysAreTheSameGlyphs) {
    const auto glyphs = [&](const std::string& text) {
        std::vector<std::tuple<uint32_t, double, double>> all;
        for (const GlyphRun& run : shape(normalised(text, "vi"), {}, "vi").runs) {
            for (const Glyph& glyph : run.glyphs) all.emplace_back(glyph.id, glyph.x, glyph.y);
        }
        return all;
    };
    const auto composed = glyphs("Việt Ễ ặ ở");
    EXPECT_EQ(glyphs("Vie\u0323\u0302t E\u0302\u0303 a\u0323\u0306 o\u031B\u0309"), composed) << "NFD";
    EXPECT_EQ(glyphs("Viê\u0323t Ê\u0303 ă\u0323 ơ\u0309"), composed) << "as code page 1258 has it";
}

TEST_F(Shaping, OrderedKhmerHasNoDottedCircle) {
    std::ifstream pairs(GATECAST_CONFORMANCE "/khmer/encoding-order.tsv");
    if (!pairs) GTEST_SKIP() << "the conformance set isn't there";
    int seen = 0;
    for (std::string line; std::getline(pairs, line);) {
        const size_t tab = line.find('\t');
        if (line.starts_with('#') || tab == std::string::npos) continue;
        ++seen;
        const std::string ordered = normalised(line.substr(0, tab), "km");
        for (const ShapeFault& fault : shape(ordered).faults) {
            EXPECT_NE(fault.kind, ShapeFault::Kind::kDottedCircle) << line << ": " << fault.code_points;
        }
    }
    EXPECT_GT(seen, 80);
}

TEST_F(Shaping, HeightsForLegibilityComeFromTheFirstFamilyThatHasTheLetter) {
    EXPECT_EQ(x_height(fonts_, look_), fonts_.find({"Noto Sans"})->x_height());
    EXPECT_EQ(ka_height(fonts_, look_), fonts_.find({"Noto Sans Khmer"})->ka_height());
    look_.families = {"Noto Sans"};
    EXPECT_EQ(ka_height(fonts_, look_), 0);
}

TEST_F(Shaping, AnyBytesComeBackWithinBounds) {
    Shaper shaper(fonts_);
    unsigned state = 1;
    const std::array<std::string_view, 12> bits{"ក",      "\u17D2", "\u17B6", "\u200D", "\u200B",       "a",
                                                "\u0302", " ",      "🎬",      "\xFF",   "\u17D2\u179A", "\n"};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int n = 0; n < 12; ++n) {
            state = state * 1664525 + 1013904223;
            text += bits[(state >> 16) % bits.size()];
        }
        const std::vector<double> ends = shaper.advances(text, "km", {}, look_);
        ASSERT_EQ(ends.size(), text.size() + 1);
        ASSERT_TRUE(std::is_sorted(ends.begin(), ends.end()));
        for (const ShapeFault& fault : shape(text).faults) {
            ASSERT_LT(fault.from, fault.until);
            ASSERT_LE(fault.until, text.size());
        }
    }
}

}  // namespace
}  // namespace gatecast
