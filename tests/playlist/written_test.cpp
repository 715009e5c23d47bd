// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/written.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

using std::chrono::milliseconds;
using namespace std::chrono_literals;

struct Written {
    const char* text;
    milliseconds time;
};

TEST(WrittenTimes, ClocksAreReadAsPeopleWriteThem) {
    constexpr milliseconds kHalfPastFive = 5h + 30min;
    for (const Written& each : {Written{"5h30", kHalfPastFive},
                                {"5g30", kHalfPastFive},
                                {"5 giờ 30", kHalfPastFive},
                                {"5 giờ 30 phút", kHalfPastFive},
                                {"05:30", kHalfPastFive},
                                {"05.30", kHalfPastFive},
                                {"5H30", kHalfPastFive},
                                {"5:30:00", kHalfPastFive},
                                {"0530", kHalfPastFive},
                                {"5:30 SA", kHalfPastFive},
                                {"5h", 5h},
                                {"5h30'15\"", kHalfPastFive + 15s},
                                {"24:30", 24h + 30min},
                                {"5:30 CH", 17h + 30min},
                                {"12:15 AM", 15min},
                                {"12:15 PM", 12h + 15min},
                                {"05:30:00:12", kHalfPastFive + 480ms},
                                {"05:30:00.250", kHalfPastFive + 250ms},
                                {"0.229166666666667", kHalfPastFive},
                                {"0:00", 0ms}}) {
        const auto read = read_clock(each.text);
        ASSERT_TRUE(read) << each.text;
        EXPECT_EQ(*read, each.time) << each.text;
    }
}

TEST(WrittenTimes, WhatIsNoClockIsNone) {
    for (const char* text : {"", "25h99", "5:60", "49:00", "sáng", "5h30h30", "phim.mp4", "5:30:61", "99999999999",
                             "12", "5:30:00:30", "-5:30", "02/12/2026", "5:", "5::30"})
        EXPECT_FALSE(read_clock(text)) << text;
}

TEST(WrittenTimes, LengthsAreReadAsPeopleWriteThem) {
    for (const Written& each : {Written{"1'30\"", 90s},
                                {"1’30”", 90s},
                                {"1'30''", 90s},
                                {"90s", 90s},
                                {"90 giây", 90s},
                                {"2 phút", 2min},
                                {"2p30", 2min + 30s},
                                {"30'", 30min},
                                {"1h30", 90min},
                                {"1.5h", 90min},
                                {"1 giờ 30 phút 5 giây", 90min + 5s},
                                {"00:01:30", 90s},
                                {"1:30", 90s},
                                {"00:01:30:05", 90s + 200ms},
                                {"00:01:30,500", 90s + 500ms},
                                {"0.0208333333", 30min}}) {
        const auto read = read_length(each.text);
        ASSERT_TRUE(read) << each.text;
        EXPECT_EQ(*read, each.time) << each.text;
    }
    EXPECT_EQ(read_length("45", LengthUnit::kMinutes), 45min);
    EXPECT_EQ(read_length("45", LengthUnit::kSeconds), 45s);
    for (const char* text : {"", "45", "dài", "1'2'", "1:99", "30\"1'", "1:2:3:99", "999h"})
        EXPECT_FALSE(read_length(text)) << text;
}

TEST(WrittenTimes, DatesAreReadAsPeopleWriteThem) {
    const Date day(std::chrono::year(2026), std::chrono::December, std::chrono::day(2));
    for (const char* text : {"02/12/2026", "2-12-26", "2.12.2026", "2026-12-02", "ngày 2 tháng 12 năm 2026", "46358",
                             "LỊCH PHÁT SÓNG NGÀY 02/12/2026 (THỨ TƯ)", "20261202", "lich_02-12-2026.xlsx"})
        EXPECT_EQ(read_date(text), day) << text;
    EXPECT_EQ(read_date("12/31/2026"), Date(std::chrono::year(2026), std::chrono::December, std::chrono::day(31)));
    for (const char* text : {"", "31/02/2026", "kênh 2", "5:30", "99/99/9999", "1/2"})
        EXPECT_FALSE(read_date(text)) << text;
}

TEST(WrittenTimes, WhatIsWrittenIsReadBack) {
    for (const Time time : {Time(0), Time(5h + 30min), Time(24h + 30min), Time(47h + 59min + 59s + 40ms)}) {
        EXPECT_EQ(read_clock(written_clock(time)), time);
        EXPECT_EQ(read_length(written_length(time)), time);
    }
    EXPECT_EQ(written_clock(24h + 30min), "24:30:00");
    EXPECT_EQ(vietnamese_date(*read_date("2026-12-02")), "02/12/2026");
}

TEST(WrittenTimes, EmptyAndNoiTiepFollow) {
    for (const char* text : {"", "nối tiếp", "Noi tiep", "→", "—", "follow", "NT"})
        EXPECT_TRUE(says_follows(text)) << text;
    EXPECT_FALSE(says_follows("5h30"));
}

}  // namespace
}  // namespace gatecast
