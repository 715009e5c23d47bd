// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/language.h"

#include <gtest/gtest.h>

#include "tests/subtitles/sentences.h"

namespace gatecast {
namespace {

TEST(LanguageTag, IsFoundByWhatPeopleCallALanguage) {
    for (const char* name :
         {"vi", "VN", "vie", "Vietnamese", "tiếng Việt", "TIẾNG VIỆT", "tieng viet", "Tiếng_Việt", "viet", "vietnam"}) {
        EXPECT_EQ(language_tag(name), "vi") << name;
    }
    for (const char* name : {"en", "ENG", "anh", "Anh", "English", "tiếng Anh", "tieng anh", "tiê\u0301ng Anh"})
        EXPECT_EQ(language_tag(name), "en") << name;
    for (const char* name :
         {"km", "kh", "KHM", "khmer", "Khơ-me", "cam", "Campuchia", "tiếng Campuchia", "ខ្មែរ", "ភាសាខ្មែរ"}) {
        EXPECT_EQ(language_tag(name), "km") << name;
    }
    for (const char* name : {"sti", "stieng", "S'tiêng", "S’tiêng", "Xtiêng"})
        EXPECT_EQ(language_tag(name), "sti") << name;
    for (const char* name : {"mnong", "M'nông", "M’Nông", "mnông"}) EXPECT_EQ(language_tag(name), "cmo") << name;
}

TEST(LanguageTag, OfBcp47StaysItself) {
    EXPECT_EQ(language_tag("vi-VN"), "vi-VN");
    EXPECT_EQ(language_tag("km-kh"), "km-KH");
    EXPECT_EQ(language_tag("cmo-khmr"), "cmo-Khmr");
    EXPECT_EQ(language_tag("kh-KH"), "km-KH");
    EXPECT_EQ(language_tag("jra"), "jra");
    EXPECT_EQ(language_tag("de"), "de");
}

TEST(LanguageTag, OfWhatIsNoLanguageIsEmpty) {
    for (const char* name : {"", "-", "viết", "ảnh", "hello", "v1", "a", "en--US", "vi-123456789"})
        EXPECT_EQ(language_tag(name), "") << name;
}

TEST(LanguageInName, IsTheLastWordOrStandsInBrackets) {
    EXPECT_EQ(language_in_name("phim.vi.srt"), "vi");
    EXPECT_EQ(language_in_name("clip_kh.ass"), "km");
    EXPECT_EQ(language_in_name("clip (tiếng Anh).docx"), "en");
    EXPECT_EQ(language_in_name("clip [KHMER].xlsx"), "km");
    EXPECT_EQ(language_in_name("Chợ biên giới - tiếng Việt.srt"), "vi");
    EXPECT_EQ(language_in_name("cho_bien_gioi_tieng_anh.srt"), "en");
    EXPECT_EQ(language_in_name("clip-en.vtt"), "en");
    EXPECT_EQ(language_in_name("clip eng.vtt"), "en");
    EXPECT_EQ(language_in_name("clip_anh.srt"), "en");
    EXPECT_EQ(language_in_name("clip.cam.srt"), "km");
    EXPECT_EQ(language_in_name("clip.km-KH.srt"), "km-KH");
    EXPECT_EQ(language_in_name("clip.S'tiêng.srt"), "sti");
    EXPECT_EQ(language_in_name("01.05.2026.vn.srt"), "vi");
    EXPECT_EQ(language_in_name("vi.srt"), "vi");
    EXPECT_EQ(language_in_name("tieng anh.docx"), "en");
}

TEST(LanguageInName, IsNotTakenOutOfOrdinaryWords) {
    for (const char* name : {"hinh-anh.mp4", "hinh_anh.srt", "hình ảnh.srt", "dien-anh.srt", "phim.srt", "nuoc cam.srt",
                             "Krong Pa.srt", "anh.srt", "clip.new.srt", "clip.hd.srt", "my-viet.srt", "", ".srt",
                             "phim-kinh.srt", "lễ hội chùa Việt.srt", "clip (ban moi).srt"}) {
        EXPECT_EQ(language_in_name(name), "") << name;
    }
}

TEST(LanguageOfText, IsKnownFromOneSentence) {
    for (const char* text : kVietnamese) EXPECT_EQ(language_of_text(text), "vi") << text;
    for (const char* text : kEnglish) EXPECT_EQ(language_of_text(text), "en") << text;
    for (const char* text : kKhmer) EXPECT_EQ(language_of_text(text), "km") << text;
}

TEST(LanguageOfText, IsLeftOpenWhereItCannotBeKnown) {
    for (const char* text : {"", "123", "OK", "Moc Bai", "VTV1 HD", "Où est le musée ?", "你好", "…"})
        EXPECT_EQ(language_of_text(text), "") << text;
}

TEST(LanguageOfText, KnowsVietnameseWithoutMarksAndWithEnglishNames) {
    EXPECT_EQ(language_of_text("Cua khau quoc te Hoa Lu mo cua tu bay gio sang"), "vi");
    EXPECT_EQ(language_of_text("Nhóm nhạc Golden River biểu diễn tại Phnom Penh tối nay"), "vi");
    EXPECT_EQ(language_of_text("The people of Bình Phước welcome you"), "en");
    EXPECT_EQ(language_of_text("ខ្មែរ Gatecast 2026"), "");
}

TEST(ScriptOf, FollowsUnicode) {
    EXPECT_EQ(script_of(U'a'), Script::kLatin);
    EXPECT_EQ(script_of(U'ệ'), Script::kLatin);
    EXPECT_EQ(script_of(U'ក'), Script::kKhmer);
    EXPECT_EQ(script_of(U'\u17D4'), Script::kKhmer);
    EXPECT_EQ(script_of(U'1'), Script::kCommon);
    EXPECT_EQ(script_of(U'\u0301'), Script::kCommon);
    EXPECT_EQ(script_of(U'中'), Script::kOther);
    EXPECT_EQ(script_of_language("km-KH"), Script::kKhmer);
    EXPECT_EQ(script_of_language("cmo-Khmr"), Script::kKhmer);
    EXPECT_EQ(script_of_language("sti"), Script::kLatin);
    EXPECT_EQ(script_of_language("km-Latn"), Script::kLatin);
    EXPECT_EQ(script_of_language("th"), Script::kOther);
}

}  // namespace
}  // namespace gatecast
