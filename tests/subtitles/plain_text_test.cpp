// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "office_files.h"
#include "subtitles/formats/cell_time.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

using ::testing::ElementsAre;
using testing::lines_of;

std::vector<std::string> read(const std::string& text) {
    const CueFile file = read_plain_text(text, {});
    return file.tracks.size() == 1 ? lines_of(file.tracks[0]) : std::vector<std::string>{"tracks"};
}

TEST(PlainText, ALineIsACue) {
    EXPECT_THAT(read("Xin chào\nCảm ơn\n"), ElementsAre("untimed Xin chào", "untimed Cảm ơn"));
    EXPECT_THAT(read("Xin chào\n\nCảm ơn\n\nTạm biệt"),
                ElementsAre("untimed Xin chào", "untimed Cảm ơn", "untimed Tạm biệt"));
}

TEST(PlainText, AParagraphIsACueWhereSomeHaveTwoLines) {
    EXPECT_THAT(read("Xin chào\ncác bạn\n\nCảm ơn\n"), ElementsAre("untimed Xin chào/các bạn", "untimed Cảm ơn"));
}

TEST(PlainText, ScenesOfManyLinesOnlyPartThem) {
    EXPECT_EQ(read("a b\nc d\ne f\ng h\n\ni j\nk l\nm n\no p\n").size(), 8U);
}

TEST(PlainText, NumbersOneByOneAreNoText) {
    EXPECT_THAT(read("1. Xin chào\n2. Cảm ơn\n3. 12 con voi\n"),
                ElementsAre("untimed Xin chào", "untimed Cảm ơn", "untimed 12 con voi"));
    EXPECT_THAT(read("2024 là năm đẹp\n1975 là năm vui\n"),
                ElementsAre("untimed 2024 là năm đẹp", "untimed 1975 là năm vui"));
    EXPECT_THAT(read("1\nXin chào\n\n2\nCảm ơn\n"), ElementsAre("untimed Xin chào", "untimed Cảm ơn"));
}

TEST(PlainText, TimesBeforeTheLinesAreTimes) {
    EXPECT_THAT(read("00:01 Xin chào\n[00:05] 12 con voi\n"),
                ElementsAre("1000-5000 Xin chào", "5000-12000 12 con voi"));
    EXPECT_THAT(read("00:01 - 00:03: Xin chào\n00:04 – 00:06  Cảm ơn\n"),
                ElementsAre("1000-3000 Xin chào", "4000-6000 Cảm ơn"));
    EXPECT_THAT(read("(0:01-0:03)\nXin chào\nbạn\n\n(0:04-0:06)\nCảm ơn\n"),
                ElementsAre("1000-3000 Xin chào/bạn", "4000-6000 Cảm ơn"));
}

TEST(PlainText, IsTheLastThingAFileIsTakenFor) {
    EXPECT_EQ(sniff_plain_text("abc"), 1);
    EXPECT_EQ(sniff_plain_text(" \n"), 0);
    EXPECT_EQ(sniff_plain_text(std::string("a\0b", 3)), 0);
}

TEST(WrittenTime, EveryShapeOfATime) {
    const auto ms = [](const char* text) {
        const auto written = parse_written_time(text, {25, 1});
        return written ? std::chrono::duration_cast<std::chrono::milliseconds>(written->time).count() : -1;
    };
    EXPECT_EQ(ms("00:01:05,500"), 65500);
    EXPECT_EQ(ms(" 0:1:5.5 "), 65500);
    EXPECT_EQ(ms("1:05"), 65000);
    EXPECT_EQ(ms("01:05,25"), 65250);
    EXPECT_EQ(ms("00:01:05:12"), 65480);
    EXPECT_EQ(ms("00:01:05;12"), 65480);
    EXPECT_EQ(ms("00:01:05:500"), 65500);
    EXPECT_EQ(ms("00.01.05"), 65000);
    EXPECT_EQ(ms("1'05\""), 65000);
    EXPECT_EQ(ms("1′05″"), 65000);
    EXPECT_EQ(ms("1’05”"), 65000);
    EXPECT_EQ(ms("1'05''"), 65000);
    EXPECT_EQ(ms("1'05.5\""), 65500);
    EXPECT_EQ(ms("1p05"), 65000);
    EXPECT_EQ(ms("1 phút 5 giây"), 65000);
    EXPECT_EQ(ms("1h02'03\""), 3723000);
    EXPECT_EQ(ms("65s"), 65000);
    EXPECT_EQ(ms("65.5"), 65500);
    EXPECT_EQ(ms("០០:០១:០៥"), 65000);
    EXPECT_EQ(ms("００：０１：０５"), 65000);
    EXPECT_EQ(ms("-00:00:01"), -1000);
    EXPECT_EQ(ms("100:00:00"), 360000000);
    for (const char* text :
         {"", "abc", "1:2:3:4:5", "00:61:00", "00:00:75", "5 con voi", "12/5/2024", "::", "1:", "3h5h", "2,5'"})
        EXPECT_EQ(ms(text), -1) << text;
    EXPECT_TRUE(parse_written_time("00:00:01:27", {25, 1})->beyond_rate);
    EXPECT_EQ(parse_written_time("00:01:00;02", {30000, 1001})->time, frame_time(1800, {30000, 1001}));
}

}  // namespace
}  // namespace gatecast
