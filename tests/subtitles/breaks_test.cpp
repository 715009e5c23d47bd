// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/breaks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>

#include "subtitles/breaks/wrap.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

/// The break before the first `behind` that stands right behind `before`, spaces between left out of account.
std::optional<Break> break_between(const std::string& before, const std::string& behind, const std::string& language,
                                   const std::string& between = "") {
    const std::string text = before + between + behind;
    for (const Break& at : LineBreaker().find(text, language)) {
        if (at.offset == before.size() + between.size()) return at;
    }
    return std::nullopt;
}
bool is_good(const std::optional<Break>& at) {
    return at && at->penalty < 1;
}
float penalty(const std::string& before, const std::string& behind, const std::string& language,
              const std::string& between = "") {
    const auto at = break_between(before, behind, language, between);
    return at ? at->penalty : 1e9F;
}

TEST(Breaks, OfKhmerWordsNeedBothSources) {
    EXPECT_EQ(break_between("ប្រជាពលរដ្ឋ", "រស់នៅតាមព្រំដែន", "km")->kind, BreakKind::kWord);
    EXPECT_GE(break_between("ប្រជា", "ពលរដ្ឋ", "km")->penalty, 1);
    EXPECT_GE(break_between("នៅស", "សរធំ", "km")->penalty, 1) << "ICU takes the doubled letter apart";
    EXPECT_FALSE(is_good(break_between("ព្រំ", "ដែន", "km")));
}

TEST(Breaks, StayOutOfCompoundsAndNames) {
    EXPECT_GE(break_between("ច្រក", "ទ្វារបើក", "km")->penalty, 1);
    EXPECT_GE(break_between("រដ្ឋបាលភ្នំ", "ពេញបើក", "km")->penalty, 1);
}

TEST(Breaks, NeverSplitASyllable) {
    for (const Break& at : LineBreaker().find("ស្ត្រីខ្មែរផ្សេងៗ", "km")) {
        EXPECT_NE(at.offset, std::string("ស្").size());
        EXPECT_NE(at.offset, std::string("ស្ត្រីខ្មែរផ្សេង").size());  // before ៗ
    }
}

TEST(Breaks, DoNotPutAClosingSignFirst) {
    for (const char* sign : {"។", "៕", "៖", "៚", ")", "»", "”", ",", ".", "!", "?", "%", "៛"}) {
        EXPECT_FALSE(is_good(break_between("ប្រទេសកម្ពុជា", std::string(sign) + " នេះ", "km"))) << sign;
        EXPECT_FALSE(is_good(break_between("ប្រទេសកម្ពុជា", std::string(sign) + " នេះ", "km", " "))) << sign;
    }
    EXPECT_FALSE(is_good(break_between("(", "ប្រទេស", "km")));
}

TEST(Breaks, StayOutOfEtCetera) {
    EXPECT_FALSE(is_good(break_between("ផ្លែឈើ", "។ល។ និងបន្លែ", "km")));
    EXPECT_FALSE(is_good(break_between("ផ្លែឈើ។", "ល។ និងបន្លែ", "km")));
    EXPECT_TRUE(is_good(break_between("ផ្លែឈើ។ល។", "និងបន្លែ", "km", " ")));
}

TEST(Breaks, KeepNumbersWhole) {
    for (const auto& [before, behind] : {std::pair{"១,", "២៥០,០០០"},
                                         {"១", ",២៥០"},
                                         {"1,", "250.5"},
                                         {"1,250", ".5"},
                                         {"20/", "11/2026"},
                                         {"7:", "30"},
                                         {"២", "៥០"}}) {
        EXPECT_FALSE(is_good(break_between(before, behind, "km"))) << before << behind;
    }
    EXPECT_FALSE(is_good(break_between("1 250", "000", "vi", " ")));
    EXPECT_TRUE(is_good(break_between("năm 2025", "120 người", "vi", " ")));
}

TEST(Breaks, KeepNumberAndUnitTogether) {
    for (const char* unit : {"គីឡូម៉ែត្រ", "ដុល្លារ", "៛", "%", "km", "kg"}) {
        EXPECT_FALSE(is_good(break_between("១២", std::string(unit) + " នៅ", "km"))) << unit;
        EXPECT_FALSE(is_good(break_between("12", std::string(unit) + " នៅ", "km", " "))) << unit;
    }
    EXPECT_FALSE(is_good(break_between("២លាន", "ដុល្លារអាមេរិក", "km")));
    for (const char* unit : {"km", "kg", "m", "%", "₫", "đồng", "triệu đồng"}) {
        EXPECT_FALSE(is_good(break_between("gạo 1.500", std::string(unit) + " cho", "vi", " "))) << unit;
    }
    EXPECT_TRUE(is_good(break_between("có 12", "mét", "vi", " "))) << "not the unit m";
    EXPECT_FALSE(is_good(break_between("$", "5", "en")));
}

TEST(Breaks, MayBeWhereKhmerMeetsLatin) {
    EXPECT_TRUE(is_good(break_between("ក្រុមហ៊ុន", "Vinamilk", "km")));
    EXPECT_TRUE(is_good(break_between("Vinamilk", "ក្រុមហ៊ុន", "km")));
    EXPECT_TRUE(is_good(break_between("ពាក្យ", "«សួស្តី»", "km")));
}

TEST(Breaks, AreForbiddenByNoBreakSpaceAndWordJoiner) {
    for (const char* glue : {"\u00A0", "\u2060", "\u202F"}) {
        EXPECT_FALSE(is_good(break_between("ប្រទេស", "កម្ពុជា", "km", glue)));
        EXPECT_FALSE(is_good(break_between("Hoa", "Lư", "vi", glue)));
    }
}

TEST(Breaks, AreBestWhereTheAuthorPutThem) {
    const std::string zero_width = "\u200B";
    EXPECT_EQ(break_between("ស៊ី", "ម៉ងត៍", "km", zero_width)->kind, BreakKind::kAuthor);
    EXPECT_TRUE(is_good(break_between("ប្រជាពលរដ្ឋ", "រស់នៅ" + zero_width + "តាម", "km"))) << "the dictionary's stay";
    EXPECT_LT(penalty("ប្រជាពលរដ្ឋ", "រស់នៅ", "km", zero_width), penalty("ប្រជាពលរដ្ឋ", "រស់នៅ", "km"));
}

TEST(Breaks, AreTheSameWithAndWithoutJoiners) {
    const std::string plain = "ប្រជាពលរដ្ឋរស់នៅតាមព្រំដែន", with = "ប្រជា\u200Cពលរដ្ឋ\u200Dរស់នៅតាមព្រំដែន";
    const auto a = LineBreaker().find(plain, "km"), b = LineBreaker().find(with, "km");
    ASSERT_EQ(a.size(), b.size());
    for (size_t n = 0; n < a.size(); ++n) {
        EXPECT_EQ(a[n].penalty, b[n].penalty);
        EXPECT_EQ(plain.substr(a[n].offset, 3), with.substr(b[n].offset, 3));
    }
}

TEST(Breaks, KeepVietnameseWordsOfTwoSyllables) {
    EXPECT_GT(penalty("qua cửa", "khẩu này", "vi", " "), penalty("qua cửa khẩu", "này", "vi", " "));
    EXPECT_GT(penalty("tại Hoa", "Lư", "vi", " "), 0.3F);
}

TEST(Breaks, KeepTheDashWithItsSpeaker) {
    EXPECT_FALSE(is_good(break_between("-", "Xin chào!", "vi", " ")));
    EXPECT_FALSE(is_good(break_between("- Xin chào! -", "Chào anh.", "vi", " ")));
    EXPECT_TRUE(is_good(break_between("- Xin chào!", "- Chào anh.", "vi", " ")));
    EXPECT_FALSE(is_good(break_between("từ 7", "- 9 giờ", "vi", " ")));
}

TEST(Breaks, KeepEnglishArticlesAndNames) {
    EXPECT_GT(penalty("at the", "gate", "en", " "), penalty("at", "the gate", "en", " "));
    EXPECT_GT(penalty("said Van", "An", "en", " "), penalty("said", "Van An", "en", " "));
    EXPECT_GT(penalty("met Mr.", "An", "en", " "), 0.3F);
    EXPECT_EQ(break_between("He left.", "She stayed", "en", " ")->kind, BreakKind::kSentence);
    EXPECT_LT(penalty("the gate", "and the road", "en", " "), penalty("the gate and", "the road", "en", " "));
}

TEST(Breaks, OfMinorityLanguagesAreBySyllable) {
    const auto at = break_between("កា", "ពុង", "cmo-Khmr");
    ASSERT_TRUE(at);
    EXPECT_EQ(at->kind, BreakKind::kSyllable);
    EXPECT_LT(at->penalty, 1);
}

TEST(Breaks, OfOtherScriptsAreUnicodes) {
    EXPECT_TRUE(is_good(break_between("口岸", "开放", "zh")));
    EXPECT_TRUE(is_good(break_between("ฉัน", "กินข้าว", "th")));
}

/// Anything that a keyboard or a broken converter gives: marks without a base, coengs in a row, zero-width characters.
std::string generated(std::mt19937& random) {
    static constexpr std::u32string_view kPieces =
        U"កខគងចញតទនបមយរលសហអាិីុូើេែោះំ់៉៊្្្្្ៗ។៕៖១២៣ \u200B\u200B\u200C\u200D\u2060\u00A0aB7,.-(«»\n";
    std::u32string text;
    for (size_t length = 1 + random() % 90; length > 0; --length) text.push_back(kPieces[random() % kPieces.size()]);
    return to_utf8(text);
}

TEST(Breaks, OfGeneratedStringsSplitNoSyllableAndLeaveNoLineTooWide) {
    std::mt19937 random(20261120);
    LineBreaker breaker;
    for (int round = 0; round < 100'000; ++round) {
        const std::string text = generated(random);
        const CodePoints points = code_points(text);
        const auto index = [&](size_t offset) {
            return static_cast<size_t>(std::ranges::lower_bound(points.offsets, offset) - points.offsets.begin());
        };
        const std::vector<Break> breaks = breaker.find(text, "km");
        size_t widest = 1, previous = 0;
        for (const Break& at : breaks) {
            const size_t n = index(at.offset);
            ASSERT_FALSE(khmer::continues_syllable(points.text[n])) << text;
            ASSERT_FALSE(n > 0 && points.text[n - 1] == khmer::kCoeng && khmer::is_base(points.text[n])) << text;
            widest = std::max(widest, n - previous);
            previous = n;
        }
        widest = std::max(widest, points.text.size() - previous);
        const WidthOf width = [&](size_t from, size_t until) {
            return static_cast<double>(index(until) - index(from));
        };
        const size_t limit = widest + random() % 49;
        const Wrapped wrapped = wrap(text, breaks, width, {static_cast<double>(limit), 1000, true});
        ASSERT_TRUE(wrapped.fits) << text;
        for (const LineSpan& line : wrapped.lines) ASSERT_LE(width(line.from, line.until), static_cast<double>(limit));
    }
}

}  // namespace
}  // namespace gatecast
