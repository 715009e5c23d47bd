// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "office_files.h"
#include "subtitles/formats/header_words.h"
#include "subtitles/formats/tables.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::lines_of;
using testing::problems_of;
using testing::track_of;

TEST(Csv, EverySeparatorIsFound) {
    for (const char separator : {',', ';', '\t', '|'}) {
        std::string text =
            "STT;Vào;Ra;Việt;Anh\n1;00:00:01.000;00:00:03.000;Xin chào;Hello\n2;00:00:04.000;00:00:05.000;Cảm "
            "ơn;Thanks\n";
        std::ranges::replace(text, ';', separator);
        EXPECT_GE(sniff_csv(text), 80) << separator;
        const CueFile file = read_csv(text, {});
        EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-3000 Xin chào", "4000-5000 Cảm ơn")) << separator;
        EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-3000 Hello", "4000-5000 Thanks")) << separator;
    }
}

TEST(Csv, ExcelMaySayTheSeparatorItself) {
    const CueFile file = read_csv("sep=;\nVào;Ra;Việt\n00:01;00:02;một, hai, ba\n", {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 một, hai, ba"));
    EXPECT_EQ(track_of(file, "vi").cues[0].line, 3);
}

TEST(Csv, DecimalCommasAndQuotesWithLineEnds) {
    const CueFile file = read_csv(
        "Vào;Ra;Việt\n00:00:01,500;00:00:03,250;\"Anh nói: \"\"Đi!\"\"\nRồi đi\"\n00:00:04,000;00:00:05,000;\"a\rb; "
        "c\"",
        {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1500-3250 Anh nói: \"Đi!\"/Rồi đi", "4000-5000 a/b; c"));
    EXPECT_EQ(track_of(file, "vi").cues[1].line, 3) << "rows, not lines";
}

TEST(Csv, AQuoteThatIsNeverClosedSwallowsNothing) {
    const CueFile file = read_csv("Vào;Ra;Việt\n00:01;00:02;\"một\n00:03;00:04;hai\n00:05;00:06;ba\n", {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 \"một", "3000-4000 hai", "5000-6000 ba"));
    EXPECT_THAT(problems_of(file), ElementsAre("open-quote 2"));
}

TEST(Csv, KhmerLostWhileSavingIsAnErrorThatSaysWhatToDo) {
    const CueFile file =
        read_csv("Vào,Ra,Tiếng Việt,Khmer\n00:01,00:02,Xin chào,???????\n00:03,00:04,Thật à???,?????? ????\n", {});
    EXPECT_THAT(problems_of(file), ElementsAre("lost-letters 2 D2"));
    EXPECT_THAT(in_english(track_of(file, "km").problems[0].message), ::testing::HasSubstr("CSV UTF-8"));
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 Xin chào", "3000-4000 Thật à???"));
}

TEST(Csv, TimesAsSpreadsheetsShowThem) {
    const CueFile file = read_csv("Start;End;English\n12:00:01 AM;12:00:02 AM;a\n1:00:03 PM;1:00:04 PM;b\n", {});
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-2000 a", "46803000-46804000 b"));
    const CueFile hours = read_csv("Start;End;English\n0:05;23:10;a\n23:15;24:10:00;b\n", {});
    EXPECT_THAT(lines_of(track_of(hours, "en")), ElementsAre("5000-1390000 a", "1395000-1450000 b"));
    EXPECT_THAT(problems_of(hours), ElementsAre("hours-for-minutes"));
}

TEST(Csv, TimesInKhmerAndInFullWidthDigits) {
    const CueFile file = read_csv("Start;End;English\n០០:០១;០០:០២;a\n００：０３;００：０４;b\n", {});
    EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("1000-2000 a", "3000-4000 b"));
}

TEST(Csv, ManyHeadersAreUnderstood) {
    struct Case {
        const char* title;
        const char* language;
    };
    for (const Case& each :
         {Case{"TIẾNG VIỆT", "vi"}, Case{"tieng viet", "vi"}, Case{"Việt", "vi"}, Case{"VI", "vi"},
          Case{"Lời bình (Việt)", "vi"}, Case{"Bản dịch tiếng Anh", "en"}, Case{"English text", "en"},
          Case{"Eng.", "en"}, Case{"TIENG KHMER", "km"}, Case{"ភាសាខ្មែរ", "km"}, Case{"KH", "km"},
          Case{"Phụ đề Campuchia", "km"}, Case{"Tiếng S'tiêng", "sti"}, Case{"cmo-Khmr", "cmo-Khmr"}}) {
        const CueFile file = read_csv(std::string("TC in\tTC out\t") + each.title + "\n00:01\t00:02\tabc\n", {});
        ASSERT_EQ(file.tracks.size(), 1U) << each.title;
        EXPECT_EQ(file.tracks[0].language, each.language) << each.title;
        EXPECT_THAT(lines_of(file.tracks[0]), ElementsAre("1000-2000 abc")) << each.title;
    }
    for (const char* times : {"Bắt đầu\tKết thúc", "Vào / In\tRa / Out", "Thời gian vào\tThời gian ra",
                              "Start time\tEnd time", "IN (hh:mm:ss)\tOUT (hh:mm:ss)", "Time in\tTime out", "Từ\tĐến",
                              "bat dau\tket thuc", "ចាប់ផ្តើម\tបញ្ចប់", "Start\tDuration", "Vào\tThời lượng (giây)"}) {
        const CueFile file = read_csv(std::string(times) + "\tEnglish\n00:00\t00:02\tabc\n", {});
        EXPECT_THAT(lines_of(track_of(file, "en")), ElementsAre("0-2000 abc")) << times;
    }
    for (const char* ignored : {"Ghi chú tiếng Anh", "Notes", "សម្គាល់", "Hình ảnh", "Người nói", "Ký tự/giây"}) {
        const CueFile file = read_csv(std::string("Vào\tRa\tViệt\t") + ignored + "\n00:01\t00:02\tabc\txyz\n", {});
        EXPECT_EQ(file.tracks.size(), 1U) << ignored;
    }
}

TEST(Csv, ProseWithCommasIsNoTable) {
    EXPECT_EQ(sniff_csv("Xin chào, các bạn.\nHôm nay, trời đẹp.\nChúng tôi, như mọi khi, đi chợ.\n"), 0);
    EXPECT_EQ(
        sniff_csv(
            "1\n00:00:01,000 --> 00:00:02,000\nXin chào, bạn\n\n2\n00:00:03,000 --> 00:00:04,000\nTạm biệt, bạn\n"),
        0);
    EXPECT_EQ(sniff_csv(""), 0);
    EXPECT_THAT(read_csv("", {}).tracks, IsEmpty());
}

TEST(Csv, ColumnsOfTheSameLanguageAndUnknownOnesAreSaid) {
    const CueFile file = read_csv("Vào;Ra;English;English (rev.);Mã phim\n00:01;00:02;a;b;c\n", {});
    EXPECT_EQ(file.tracks.size(), 2U);
    EXPECT_THAT(problems_of(file), ElementsAre("unread-column 2 E2", "same-language"));
}

TEST(Csv, WhatIsWrongWithATextThatIsNoCueIsNoOtherCuesFault) {
    const CueFile file = read_csv("Vào;Ra;English\n00:01;00:02;<wall>\n00:03;00:04;a\n", {});
    const Track& track = track_of(file, "en");
    ASSERT_EQ(track.cues.size(), 1U);
    ASSERT_FALSE(track.problems.empty());
    EXPECT_EQ(track.problems.front().line, 2);
    EXPECT_EQ(track.problems.front().cue, -1);
}

TEST(Csv, UnicodeTextOfExcelIsReadThroughTheTableOfFormats) {
    std::string bytes = "\xFF\xFE";
    for (const char32_t c : to_utf32("STT\tVào\tRa\tTiếng Việt\tខ្មែរ\r\n1\t00:01\t00:02\t\"một\nhai\"\tមួយ\r\n")) {
        bytes += static_cast<char>(c & 0xFF);
        bytes += static_cast<char>(c >> 8);
    }
    const CueFile file = read_cues(bytes, "bang.txt", {});
    EXPECT_THAT(lines_of(track_of(file, "vi")), ElementsAre("1000-2000 một/hai"));
    EXPECT_THAT(lines_of(track_of(file, "km")), ElementsAre("1000-2000 មួយ"));
    Track vi{"vi", "", {Cue{}}, {}};
    vi.cues[0].end = std::chrono::seconds(1);
    vi.cues[0].text = "một";
    const CueFile sheet = read_cues(write_xlsx(std::vector{vi}, {}), "dich.xlsx", {});
    EXPECT_EQ(sheet.format, "xlsx");
    EXPECT_THAT(lines_of(track_of(sheet, "vi")), ElementsAre("0-1000 một"));
}

TEST(Csv, EveryHeaderWordIsAsTitlesAreRead) {
    for (const HeaderWord& word : header_words()) EXPECT_EQ(word.words, title_words(word.words));
}

TEST(Csv, TitlesAreReadWithAndWithoutMarksAndInBrackets) {
    const auto read = [](const char* title) {
        const Column column = read_title(title);
        return std::to_string(static_cast<int>(column.role)) + column.language;
    };
    const auto role = [](ColumnRole role, const char* language = "") {
        return std::to_string(static_cast<int>(role)) + language;
    };
    using enum ColumnRole;
    EXPECT_EQ(read("Ký tự/giây"), role(kIgnored));
    EXPECT_EQ(read("Thời gian vào (hh:mm:ss)"), role(kIn));
    EXPECT_EQ(read("thoi gian ra"), role(kOut));
    EXPECT_EQ(read("Loi binh tieng Anh"), role(kText, "en"));
    EXPECT_EQ(read("LỜI – KHMER"), role(kText, "km"));
    EXPECT_EQ(read("ល.រ"), role(kNumber));
    EXPECT_EQ(read("កំណត់សម្គាល់"), role(kIgnored));
    EXPECT_EQ(read("Bản dịch (cmo-Khmr)"), role(kText, "cmo-Khmr"));
    EXPECT_EQ(read("hồ sơ"), role(kUnknown));  // a letter's byte that is also a dash's does not part words
    EXPECT_EQ(read("tiếng ànhx"), role(kUnknown));
}

}  // namespace
}  // namespace gatecast
