// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/wrap.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <string>

#include "subtitles/utf8.h"

namespace gatecast {
namespace {

double width_in_code_points(std::string_view text) {
    return static_cast<double>(to_utf32(text).size());
}

Wrapped wrapped(const std::string& text, const std::string& language, double width, bool keep_newlines = true,
                int max_lines = 2) {
    const WidthOf width_of = [&](size_t from, size_t until) {
        return width_in_code_points(std::string_view(text).substr(from, until - from));
    };
    return wrap(text, LineBreaker().find(text, language), width_of, {width, max_lines, keep_newlines});
}

std::vector<std::string> lines_of(const std::string& text, const std::string& language, double width,
                                  bool keep_newlines = true, int max_lines = 2) {
    std::vector<std::string> lines;
    for (const LineSpan& line : wrapped(text, language, width, keep_newlines, max_lines).lines) {
        lines.push_back(text.substr(line.from, line.until - line.from));
    }
    return lines;
}
using Lines = std::vector<std::string>;

TEST(Wrap, LeavesOneLineThatFits) {
    EXPECT_EQ(lines_of("Cửa khẩu Hoa Lư", "vi", 42), Lines{"Cửa khẩu Hoa Lư"});
    EXPECT_TRUE(lines_of("", "vi", 42).empty());
    EXPECT_TRUE(lines_of("  \n ", "vi", 42).empty());
}

TEST(Wrap, BalancesAndDropsTheSpacesBetween) {
    EXPECT_EQ(lines_of("The border market opens at seven every morning.", "en", 42),
              (Lines{"The border market opens", "at seven every morning."}));
}

TEST(Wrap, MakesTheLowerLineLongerWhereItCan) {
    const Lines lines = lines_of("one two three four five six seven", "en", 20);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_LE(lines[0].size(), lines[1].size());
}

TEST(Wrap, KeepsTheAuthorsLinesIfTheyFit) {
    EXPECT_EQ(lines_of("Xin chào\ncác bạn đến với cửa khẩu", "vi", 42),
              (Lines{"Xin chào", "các bạn đến với cửa khẩu"}));
    EXPECT_EQ(lines_of("Xin chào\ncác bạn", "vi", 42, false), (Lines{"Xin chào\ncác bạn"}));
}

TEST(Wrap, JoinsTheAuthorsLinesIfTheyDoNotFit) {
    const std::string text = "Hàng nghìn người dân đã đến cửa khẩu quốc tế từ sáng\nhôm nay";
    const Wrapped result = wrapped(text, "vi", 42);
    EXPECT_TRUE(result.fits);
    EXPECT_EQ(result.lines.size(), 2U);
}

TEST(Wrap, GivesEachSpeakerALineInAnyCase) {
    EXPECT_EQ(lines_of("- Anh đi đâu?\n- Tôi ra chợ.", "vi", 42, false), (Lines{"- Anh đi đâu?", "- Tôi ra chợ."}));
}

TEST(Wrap, JoinsNewlinesByASpaceAndInKhmerByNothing) {
    EXPECT_EQ(newlines_joined("hôm\nnay"), "hôm nay");
    EXPECT_EQ(newlines_joined("នៅ\nតាម"), "នៅ\nតាម");
    EXPECT_EQ(newlines_joined("នៅ។\n12"), "នៅ។ 12");
}

TEST(Wrap, LeavesNoSyllableAloneOnTheLastLine) {
    for (const char* text :
         {"សូមអញ្ជើញមកទស្សនាផ្សារព្រំដែនថ្មីនៅខេត្តរបស់យើងទៀត", "Mời bà con đến thăm chợ biên giới của tỉnh ta"}) {
        for (int width = 16; width < 50; ++width) {
            const Wrapped result = wrapped(text, "km", width, true, 10);
            if (result.lines.size() < 2) continue;
            const LineSpan last = result.lines.back();
            EXPECT_GT(last.until - last.from, 9U) << text << " at " << width;
        }
    }
}

TEST(Wrap, SaysWhenItTakesMoreLinesThanAllowed) {
    const Wrapped result = wrapped("một hai ba bốn năm sáu bảy tám", "vi", 10);
    EXPECT_FALSE(result.fits);
    EXPECT_GT(result.lines.size(), 2U);
    EXPECT_EQ(result.used.size() + 1, result.lines.size());
}

TEST(Wrap, BreaksInsideAWordOnlyIfNothingElseFits) {
    const Lines lines = lines_of("ប្រជាពលរដ្ឋ", "km", 8, true, 10);
    ASSERT_GT(lines.size(), 1U);
    for (const std::string& line : lines) EXPECT_LE(width_in_code_points(line), 8);
    for (const Break& at : wrapped("នៅប្រជាពលរដ្ឋនៅប្រជាពលរដ្ឋ", "km", 13, true, 10).used) EXPECT_LT(at.penalty, 1);
}

TEST(Wrap, FitsALatinWordThatIsWiderThanTheLine) {
    for (const std::string& line : lines_of("https://example.org/cua-khau-quoc-te-hoa-lu", "vi", 12, true, 10)) {
        EXPECT_LE(width_in_code_points(line), 12);
    }
}

/// What hand segmentation says of a cue: '|' between words, '+' between the words of a compound.
struct Segmented {
    std::string text;
    std::set<size_t> words, compounds;
};
Segmented segmented(const std::string& row) {
    Segmented result;
    for (const char c : row.substr(row.find('\t') + 1)) {
        if (c == '|') {
            result.words.insert(result.text.size());
        } else if (c == '+') {
            result.compounds.insert(result.text.size());
        } else {
            result.text.push_back(c);
            if (c == ' ') result.words.insert(result.text.size());
        }
    }
    return result;
}

// A thousand news-like cues, segmented by hand. GATECAST_LONG lists what is disputed; so does a failure.
TEST(Wrap, HardlyEverEndsALineInsideAKhmerWord) {
    std::ifstream file(std::string(GATECAST_TEST_DATA) + "/khmer_cues.tsv");
    ASSERT_TRUE(file);
    size_t cues = 0, breaks = 0, in_word = 0, in_compound = 0;
    std::string disputed;
    for (std::string row; std::getline(file, row);) {
        const Segmented cue = segmented(row);
        ++cues;
        const Wrapped result = wrapped(cue.text, "km", 49);
        for (const Break& at : result.used) {
            ++breaks;
            if (cue.words.contains(at.offset)) continue;
            const bool compound = cue.compounds.contains(at.offset);
            ++(compound ? in_compound : in_word);
            disputed += cue.text.substr(0, at.offset) + (compound ? " + " : " ! ") + cue.text.substr(at.offset) + "\n";
        }
    }
    const auto share = [&](size_t part) { return static_cast<double>(part) / static_cast<double>(breaks); };
    EXPECT_GE(cues, 1000U);
    EXPECT_LE(share(in_word), 0.005) << disputed;
    EXPECT_LE(share(in_word + in_compound), 0.02) << disputed;
    RecordProperty("disputed", disputed);
}

}  // namespace
}  // namespace gatecast
