// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/normalise.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <random>

#include "subtitles/utf8.h"
#include "tests/subtitles/sentences.h"

namespace gatecast {
namespace {

std::string nfd(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    std::string apart;
    icu::Normalizer2::getNFDInstance(status)->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(apart);
    return apart;
}

TEST(Normalise, ComposesVietnameseHoweverItWasTyped) {
    EXPECT_EQ(normalised("Vi\u00EA\u0323t", "vi"), "Việt") << "as Windows-1258 has it";
    EXPECT_EQ(normalised("Vie\u0323\u0302t", "vi"), "Việt");
    EXPECT_EQ(normalised("tie\u0301\u0302ng", "vi"), "tiếng") << "the tone before the hat";
    EXPECT_EQ(normalised("ti\u00E9\u0302ng", "vi"), "tiếng");
    EXPECT_EQ(normalised("a\u0341\u0306n, a\u0340", "vi"), "ắn, à");
    EXPECT_EQ(normalised("o\u0309\u031B", "vi"), "ở");
    for (const char* text : kVietnamese) {
        EXPECT_EQ(normalised(text, "vi"), text);
        EXPECT_EQ(normalised(nfd(text), "vi"), text);
    }
}

TEST(Normalise, KeepsWhatHasNoComposedForm) {
    for (const char* text : {"Krông B\u0306lang", "ê\u0306 ô\u0306 ơ\u0306 ư\u0306", "ƀč ñ ŏ ĕ ŭ ĭ b\u0306 n\u0306 ʼ"})
        EXPECT_EQ(normalised(text, "sti"), text);
}

TEST(Normalise, IsNeverCompatibility) {
    for (const char* text : {"10 m²", "½ ngày", "ﬁ", "№ 5", "Ⅷ", "ð Ð"}) EXPECT_EQ(normalised(text, "vi"), text);
}

TEST(Normalise, TakesOutWhatDrawsNothing) {
    EXPECT_EQ(normalised("\uFEFFCửa\u00AD khẩu\u200E\u0007", "vi"), "Cửa khẩu");
    EXPECT_EQ(normalised("a\u202Ab\u202Cc\u2066d\u2069e\u0085f", "en"), "abcdef");
    EXPECT_EQ(normalised("ក\u17B4ខ\u17B5គ", "km"), "កខគ");
}

TEST(Normalise, KeepsLinesSpacesAndTheAuthorsBreaks) {
    EXPECT_EQ(normalised("a\r\nb\rc\nd\u2028e\vf", "en"), "a\nb\nc\nd\ne\nf");
    EXPECT_EQ(normalised("a\tb\u00A0c\u202Fd", "en"), "a b\u00A0c\u202Fd");
    EXPECT_EQ(normalised("ខ្មែរ\u200Bយើង\u2060ទៅ", "km"), "ខ្មែរ\u200Bយើង\u2060ទៅ");
    EXPECT_EQ(normalised("ខ្មែរ\u200B\u200B\u200Bយើង", "km"), "ខ្មែរ\u200Bយើង");
    EXPECT_EQ(normalised("👩\u200D🌾", "en"), "👩\u200D🌾");
}

TEST(Normalise, TellsWhereEachByteCameFrom) {
    const std::string author = "a\uFEFFVi\u00EA\u0323t ខើ្មរ";
    const Normalised result = normalise(author, "");
    EXPECT_EQ(result.text, "aViệt ខ្មើរ");
    ASSERT_EQ(result.origin.size(), result.text.size() + 1);
    EXPECT_EQ(result.origin.back(), author.size());
    const auto origin = [&](const char* of) { return author.substr(result.origin[result.text.find(of)]); };
    EXPECT_EQ(origin("V").substr(0, 2), "Vi");
    EXPECT_EQ(origin("ệ").substr(0, 2), "\u00EA");
    EXPECT_EQ(origin("t ").substr(0, 1), "t");
    EXPECT_EQ(origin("\u17D2").substr(0, 3), "\u17D2");
    EXPECT_EQ(origin("\u17BE").substr(0, 3), "\u17BE");
}

TEST(Normalise, GivesAnAccountOfEachChange) {
    const Normalised plain = normalise("Plain text.", "en");
    EXPECT_TRUE(plain.rewritings.empty());
    EXPECT_TRUE(normalise(kVietnamese[0], "vi").rewritings.empty());
    const std::string author = "xa \u00EA\u0323 សុី";
    const Normalised result = normalise(author, "km");
    ASSERT_EQ(result.rewritings.size(), 2U);
    for (const Rewriting& each : result.rewritings)
        EXPECT_EQ(author.substr(each.from, each.until - each.from), each.before);
    EXPECT_EQ(result.rewritings[0].after, "ệ");
    EXPECT_EQ(result.rewritings[1].after, "ស៊ី");
    EXPECT_STREQ(result.rewritings[1].rule, "vowel U under a mark above is a shifter");
}

/// Marks without a base, coengs in rows, joiners anywhere, Latin accents between.
std::u32string generated(std::mt19937& random) {
    constexpr std::u32string_view kPool =
        U"កខគងដតមយរលសហអឥឱឲ\u17A3\u17A4\u17B4\u17B5\u17B6\u17B7\u17B8\u17B9\u17BB\u17BD\u17BE\u17C0\u17C1\u17C4\u17C6"
        U"\u17C7\u17C8"
        U"\u17C9\u17CA\u17CB\u17CC\u17CD\u17D0\u17D2\u17D2\u17D2\u17D2\u17D3\u17D4\u17D7\u17DD\u200B\u200C\u200D\u2060"
        U"\uFEFF\u034F"
        U" ab1។\u0300\u0301\u0302\u0306\u0323\u031Bêơ\r\n\t";
    std::u32string text;
    const size_t length = 1 + random() % 24;
    while (text.size() < length) {
        const size_t times = random() % 16 == 0 ? 5 : 1;
        text.append(times, kPool[random() % kPool.size()]);
    }
    return text;
}

TEST(Normalise, IsIdempotentOnAnything) {
    std::mt19937 random(1);
    for (int n = 0; n < 100000; ++n) {
        const std::string author = to_utf8(generated(random));
        const Normalised once = normalise(author, "km");
        ASSERT_TRUE(is_utf8(once.text));
        ASSERT_EQ(normalised(author, "km"), once.text);
        const Normalised twice = normalise(once.text, "km");
        ASSERT_EQ(twice.text, once.text) << author;
        ASSERT_TRUE(twice.rewritings.empty()) << author << ": " << twice.rewritings[0].rule;
        ASSERT_EQ(once.origin.size(), once.text.size() + 1);
        ASSERT_TRUE(
            std::all_of(once.origin.begin(), once.origin.end(), [&](size_t at) { return at <= author.size(); }));
    }
}

TEST(FoldedForLookup, BringsTogetherWhatLooksTheSame) {
    EXPECT_EQ(folded_for_lookup("ក\u178Eត\u17D2\u178Aល"), folded_for_lookup("ក\u178Eត\u17D2\u178Fល"));
    EXPECT_EQ(folded_for_lookup("ខ្មែរ\u200Bយើង\u200D"), "ខ្មែរយើង");
    EXPECT_NE(folded_for_lookup("ដ"), folded_for_lookup("ត")) << "only under another letter";
}

TEST(ForComparison, WritesCoengDaAsCoengTaAndSaysSo) {
    const std::string author = "កណ្ដាល";
    EXPECT_EQ(normalised(author, "km"), author) << "never in what is exported";
    const Normalised result = normalise_for_comparison(author, "km");
    EXPECT_EQ(result.text, "កណ្តាល");
    ASSERT_EQ(result.rewritings.size(), 1U);
    EXPECT_EQ(author.substr(result.rewritings[0].from, 6), "\u17D2\u178A");
    EXPECT_EQ(result.origin.size(), result.text.size() + 1);
}

TEST(NormalisedOffset, FindsAPlaceOfTheAuthorsTextAgain) {
    const std::string author = "a\uFEFFVi\u00EA\u0323t";
    const Normalised result = normalise(author, "vi");
    EXPECT_EQ(normalised_offset(result, 0), 0U);
    EXPECT_EQ(normalised_offset(result, author.find('V')), 1U);
    EXPECT_EQ(normalised_offset(result, author.find('t')), result.text.find('t'));
    EXPECT_EQ(normalised_offset(result, author.size()), result.text.size());
}

}  // namespace
}  // namespace gatecast
