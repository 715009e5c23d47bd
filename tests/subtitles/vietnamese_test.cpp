// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"
#include "subtitles/vietnamese/syllable.h"
#include "tests/subtitles/sentences.h"

namespace gatecast::vietnamese {
namespace {

std::vector<std::u32string> words_of(const std::string& text) {
    std::vector<std::u32string> words(1);
    for (const char32_t c : to_utf32(lower(text))) {
        const bool letter = c >= 0x80 || (c >= 'a' && c <= 'z');
        if (letter) {
            words.back().push_back(c);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

TEST(VietnameseSyllable, IsEveryWordOfOrdinarySentences) {
    for (const char* text : kVietnamese) {
        for (const std::u32string& word : words_of(text)) {
            if (word == U"khmer") continue;
            EXPECT_TRUE(is_syllable(word)) << to_utf8(word);
        }
    }
}

TEST(VietnameseSyllable, KnowsTheHardOnes) {
    for (const char32_t* word :
         {U"nghiêng", U"khuỷu", U"quý",  U"quí",   U"quyển", U"giếng", U"gì",    U"gìn",   U"giữa",
          U"giặt",    U"uống",  U"yên",  U"thuở",  U"khoẻ",  U"khỏe",  U"hoà",   U"hòa",   U"thủy",
          U"thuỷ",    U"xoong", U"rượu", U"ngoằn", U"ngoèo", U"đắk",   U"krông", U"ở",     U"ý",
          U"ủy",      U"huệ",   U"quốc", U"quạu",  U"quỳnh", U"quýt",  U"huơ",   U"khuya", U"chếch"}) {
        EXPECT_TRUE(is_syllable(word)) << to_utf8(word);
    }
}

TEST(VietnameseSyllable, RefusesWhatTheLanguageDoesNotHave) {
    for (const char32_t* word :
         {U"",          U"b",    U"cì",     U"kà\u0301", U"ngệ", U"nghà",     U"gè",  U"càt", U"cat",
          U"bạc\u0323", U"được̣", U"fà",     U"zì",       U"wá",  U"vịệt",     U"hốà", U"thế̀", U"viêt",
          U"iên",       U"tùôi", U"résumé", U"été",      U"où",  U"nghiêngg", U"ôà",  U"qù",  U"quù"}) {
        EXPECT_FALSE(is_syllable(word)) << to_utf8(word);
    }
}

TEST(VietnameseSyllable, IsKnownWithoutMarks) {
    for (const char32_t* word : {U"cua", U"khau", U"nghieng", U"duong", U"viet", U"nuoc"})
        EXPECT_TRUE(is_bare_syllable(word)) << to_utf8(word);
    for (const char32_t* word : {U"gate", U"border", U"open", U"cửa", U"x"})
        EXPECT_FALSE(is_bare_syllable(word)) << to_utf8(word);
}

TEST(VietnameseLetters, CompareWithAndWithoutMarks) {
    EXPECT_EQ(lower("TIẾNG VIỆT"), "tiếng việt");
    EXPECT_TRUE(written_as("tieng việt", "tiếng việt"));
    EXPECT_FALSE(written_as("tiềng viet", "tiếng việt"));
    EXPECT_FALSE(written_as("viets", "việt"));
    EXPECT_FALSE(written_as("vie", "việt"));
    EXPECT_EQ(length_written_as("tieng việt nam", "tiếng việt"), std::string_view("tieng việt").size());
    EXPECT_EQ(length_written_as("dn", "đến"), std::string_view::npos);
    EXPECT_EQ(bare(U'ự'), U'u');
    EXPECT_EQ(bare(U'đ'), U'd');
    EXPECT_EQ(bare(U'ក'), U'ក');
    EXPECT_TRUE(is_typical(U'ợ'));
    EXPECT_FALSE(is_typical(U'é'));
}

}  // namespace
}  // namespace gatecast::vietnamese
