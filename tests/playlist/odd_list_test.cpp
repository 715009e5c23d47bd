// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged and oddly typed lists, each with the sentence that helps; what is good in them is read all the same.
#include <gtest/gtest.h>

#include "list_material.h"

namespace gatecast {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using namespace test;

struct OddList {
    const char* about;
    const char* name;
    const char* text;
    size_t items;          // that are read all the same
    const char* sentence;  // a part of it
};

const OddList kOdd[] = {
    {"empty", "a.csv", "", 0, "a.csv: the list is empty."},
    {"no titles", "a.csv", "5h30,tin.mp4\n6h,phim.mp4\n", 0,
     "a.csv: no row of column titles was found. Write one above"},
    {"titles alone", "a.csv", "Giờ,Tên,Tệp\n", 0, "no items stand below the column titles"},
    {"an hour too many", "a.csv", "Giờ,Tên,Tệp\n25h99,Tin,t.mp4\n", 1,
     "row 2, column A (Giờ): \"25h99\" is not a time of day. Write 05:30, 5h30 or 24:30"},
    {"a word for a time", "a.csv", "Giờ,Tên,Tệp\nsáng sớm,Tin,t.mp4\n", 1, "\"sáng sớm\" is not a time of day"},
    {"a bare length", "a.csv", "Tên,Tệp,Thời lượng\nTin,t.mp4,30\n", 1, "30 of what? Write 00:05:30, 5'30\" or 90s"},
    {"a word for a length", "a.csv", "Tên,Tệp,Thời lượng\nTin,t.mp4,dài\n", 1, "\"dài\" is not a length"},
    {"lost Khmer", "a.csv", "Tệp,Tên,Tên Khmer\np.mp4,Phim,????? ????\nq.mp4,Phim,???\n", 0,
     "row 2, 3, column C (Tên Khmer): the letters were lost when the list was saved: only ???? is left. Save it again "
     "from "
     "the original as \"CSV UTF-8\" or as .xlsx."},
    {"no file", "a.csv", "Giờ,Tên,Tệp\n5h,Tin,\n6h,Phim,p.mp4\n", 2, "row 2: no file is named."},
    {"out before in", "a.csv", "Tên,Tệp,Vào,Ra\nTin,t.mp4,00:05:00,00:01:00\n", 1,
     "row 2: the part ends at 00:01:00, before it begins at 00:05:00"},
    {"a relay without source", "a.csv", "Giờ,Tên,Tệp,Thời lượng\n5h,Lễ,trực tiếp,1h\n", 1,
     "row 2: a live relay without its source"},
    {"a relay without end", "a.csv", "Giờ,Tên,Tệp\n5h,Lễ,trực tiếp: nguon-1\n", 1,
     "row 2: nothing says when the relay of nguon-1 ends"},
    {"a stream", "a.csv", "Tên,Tệp\nLễ,rtmp://10.0.0.1/live\n", 1,
     "rtmp://10.0.0.1/live is a stream. Name it among the sources"},
    {"a wrong end", "a.csv", "Giờ,Kết thúc,Tên,Tệp\n5h,lát nữa,Lễ,t.mp4\n", 1, "\"lát nữa\" is not an end"},
    {"a wrong date of rights", "a.csv", "Tên,Tệp,Bản quyền đến\nTin,t.mp4,cuối năm\n", 1, "\"cuối năm\" is not a date"},
    {"a wrong day's beginning", "a.csv", "Bắt đầu ngày: sớm\nTên,Tệp\nTin,t.mp4\n", 1,
     "\"sớm\" cannot be read. Write it like 05:00"},
    {"a path map of one side", "a.csv", "Đổi đường dẫn,Z:\\PHIM\nTên,Tệp\nTin,t.mp4\n", 1,
     "Write it like Z:\\PHIM = /srv/phim"},
    {"a quota in words", "a.csv", "Chỉ tiêu km,nhiều\nTên,Tệp\nTin,t.mp4\n", 1,
     "\"nhiều\" cannot be read. Write it like 120 (phút)"},
    {"no TOML", "a.toml", "date = = 3\n", 0, "this is not TOML"},
    {"an unknown key", "a.toml", "[[item]]\nmedia = \"t.mp4\"\ntitel_vi = \"Tin\"\n", 1,
     "row 3: \"titel_vi\" is not known here. Is \"title_vi\" meant?"},
    {"an unknown key of the day", "a.toml", "chanel = \"x\"\n[[item]]\nmedia = \"t.mp4\"\n", 1,
     "Is \"channel\" meant?"},
    {"items that are none", "a.toml", "item = [3]\n", 0, "3 stands where an item is needed"},
    {"JSON cut off", "a.json", "{\"channel\": \"x\", \"program\": [{\"source\": \"a", 0, "not a day list of ffplayout"},
    {"an entry that is none", "a.json", "{\"program\": [7, {\"source\": \"a.mp4\", \"out\": 5}]}", 1,
     "row 1: this entry of the program is not an object"},
    {"an M3U of nothing", "a.m3u8", "#EXTM3U\n", 0, "no files stand in the list"},
    {"a PDF", "a.csv", "%PDF-1.4 xxxx", 0, "this kind of file is no day list. Save the list as .xlsx"},
    {"a workbook cut off", "a.xlsx", "PK\003\004[Content_Types].xml xl/", 0,
     "the file is damaged or was not copied whole"},
    {"prose", "thu.txt", "Kính gửi các anh chị,\nmai phát như cũ nhé.\n", 0, "no row of column titles was found"},
};

TEST(OddList, EachIsAnsweredWithTheSentenceThatHelps) {
    static_assert(std::size(kOdd) >= 20);
    for (const OddList& odd : kOdd) {
        const DayReading reading = read_list(odd.text, odd.name);
        EXPECT_THAT(sentences(reading.problems), Contains(HasSubstr(odd.sentence))) << odd.about;
        EXPECT_THAT(reading.day.items, SizeIs(odd.items)) << odd.about;
    }
}

TEST(OddList, WhatIsNotInAListIsLeftEmptyAndTheNearestIsOffered) {
    const DayReading reading = read_list("Tên,Tệp,Thể loại,Lạ\nTin,t.mp4,phong xự,x\n");
    ASSERT_EQ(reading.day.items.size(), 1U);
    EXPECT_EQ(reading.day.items[0].fields.kind, "");
    EXPECT_THAT(sentences(reading.remarks),
                Contains(HasSubstr("\"phong xự\" is not in the list \"kind\"; left empty. Is \"Phóng sự\" meant?")));
    EXPECT_THAT(sentences(reading.remarks), Contains(HasSubstr("the column D (Lạ) is not known and was not read")));
}

TEST(OddList, SixtyRowsWithOneCauseAreOneSentence) {
    std::string list = "Giờ,Tên,Tệp\n";
    for (int i = 0; i < 60; ++i) list += "5 rưỡi,Tin " + std::to_string(i) + ",t.mp4\n";
    const DayReading reading = read_list(list);
    EXPECT_THAT(reading.day.items, SizeIs(60));
    EXPECT_THAT(sentences(reading.problems),
                ::testing::ElementsAre(HasSubstr("ngay.csv, row 2–61, column A (Giờ): \"5 rưỡi\"")));
}

}  // namespace
}  // namespace gatecast
