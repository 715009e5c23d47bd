// SPDX-License-Identifier: GPL-3.0-or-later
// On which days something recurs, how parts of a day are filled, and days made of templates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/recurrence/template.h"
#include "tests/folder.h"
#include "tests/playlist/day_material.h"

namespace gatecast {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;

std::vector<std::string> days_of(const char* text, const char* from, const char* until) {
    const auto recurrence = Recurrence::read(text);
    std::vector<std::string> days;
    if (!recurrence) return {"cannot be read"};
    for (std::chrono::sys_days day = *read_date(from); day <= std::chrono::sys_days(*read_date(until));
         day += std::chrono::days(1))
        if (recurrence->falls_on(Date(day))) days.push_back(written_date(Date(day)).substr(8));
    return days;
}

// December 2026 begins on a Tuesday and has 31 days.
std::vector<std::string> december(const char* text) {
    return days_of(text, "2026-12-01", "2026-12-31");
}

TEST(Recurrence, DaysOfTheWeekInBothLanguages) {
    for (const char* text : {"monday", "every Monday", "Mondays", "thứ hai", "thứ Hai hằng tuần", "T2", "Thứ 2"})
        EXPECT_THAT(december(text), ElementsAre("07", "14", "21", "28")) << text;
    for (const char* text : {"sunday", "chủ nhật", "CN"})
        EXPECT_THAT(december(text), ElementsAre("06", "13", "20", "27")) << text;
}

TEST(Recurrence, SpansOfDays) {
    EXPECT_EQ(december("mon-fri"), december("weekdays"));
    EXPECT_EQ(december("thứ hai - thứ sáu"), december("weekdays"));
    EXPECT_EQ(december("sat-mon"), december("saturday, sunday, monday"));
    EXPECT_EQ(december("cuối tuần"), december("sat, sun"));
    EXPECT_EQ(december("hằng ngày").size(), 31);
}

TEST(Recurrence, TheNthOfAMonth) {
    EXPECT_THAT(december("first sunday"), ElementsAre("06"));
    EXPECT_THAT(december("first Tuesday of the month"), ElementsAre("01"));
    EXPECT_THAT(december("chủ nhật đầu tiên của tháng"), ElementsAre("06"));
    EXPECT_THAT(december("last thursday"), ElementsAre("31"));
    EXPECT_THAT(december("thứ năm cuối tháng"), ElementsAre("31"));
    EXPECT_THAT(december("fourth thursday"), ElementsAre("24"));
    EXPECT_THAT(december("ngày 15"), ElementsAre("15"));
}

TEST(Recurrence, Dates) {
    EXPECT_THAT(december("2026-12-24"), ElementsAre("24"));
    EXPECT_THAT(december("25/12"), ElementsAre("25"));
    EXPECT_THAT(december("2026-12-30..2027-01-02"), ElementsAre("30", "31"));
    EXPECT_THAT(days_of("30/4, 1/5", "2027-04-25", "2027-05-05"), ElementsAre("30", "01"));
}

TEST(Recurrence, WhatIsNoneIsSaid) {
    for (const char* text : {"", "someday", "monday friday", "first", "mon-", "ngày 32", "31/13", "monday of mars"})
        EXPECT_FALSE(Recurrence::read(text)) << text;
}

Item lasting(const char* name, int length) {
    Item one = item(name);
    one.duration = minutes(length);
    return one;
}

Time length_of(const Item& one) {
    return one.duration.value_or(Time(0));
}

std::vector<std::string> names_of(const std::vector<Item>& items) {
    std::vector<std::string> names;
    for (const Item& each : items) names.push_back(each.id);
    return names;
}

TEST(PartFiller, RepeatsInTurnAndGoesOnInTheNextWindow) {
    PartFiller filler({{lasting("a", 20)}, {lasting("b", 30)}}, {}, true, length_of);
    EXPECT_THAT(names_of(filler.fill(Time(0), hours(1))), ElementsAre("a", "b"));  // a second "a" would not be whole
    EXPECT_THAT(names_of(filler.fill(hours(2), hours(3) + minutes(15))), ElementsAre("a", "b", "a"));
}

TEST(PartFiller, SpotsComeSoManyTimesAnHourAtAChangeOfItems) {
    PartFiller filler({{lasting("a", 10)}}, {{lasting("spot", 1), 2}}, true, length_of);
    EXPECT_THAT(names_of(filler.fill(Time(0), hours(1))), ElementsAre("spot", "a", "a", "a", "spot", "a", "a"));
}

TEST(PartFiller, WhatMattersLeastIsLeftOutFirst) {
    PartFiller filler({{lasting("a", 20), 2}, {lasting("b", 20), 0}, {lasting("c", 20), 1}}, {}, false, length_of);
    EXPECT_THAT(names_of(filler.fill(Time(0), minutes(45))), ElementsAre("a", "c"));
}

TEST(PartFiller, ARepeatedPartOfUnknownLengthsEnds) {
    PartFiller filler({{lasting("a", 0)}}, {}, true, length_of);
    EXPECT_TRUE(filler.fill(Time(0), hours(1)).empty());
}

class Templates : public testing::Test {
protected:
    Day made(const std::string& text, const char* date, const char* special = nullptr) {
        const std::filesystem::path file = folder_ / "order.toml";
        std::ofstream(file) << text;
        const DayTemplate order = read_template(file);
        const SpecialDay* day =
            special != nullptr ? &special_named(order, special) : special_on(order, *read_date(date));
        const DayReading reading =
            day_of_template(order, *read_date(date), day, read_day_settings(presets_, {}), length_of);
        return reading.day;
    }
    static std::vector<std::string> shown(const Day& day) {
        std::vector<std::string> list;
        for (const Item& each : day.items)
            list.push_back((each.start ? short_clock(*each.start) + " " : "") + each.title_vi);
        return list;
    }
    std::string refusal(const std::string& text) {
        try {
            made(text, "2026-12-01");
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    const std::vector<std::filesystem::path> presets_{GATECAST_SHIPPED_PRESETS};
    test::TempFolder folder_;
};

constexpr const char* kWeek = R"toml(
begins = "05:00"
channel = "Hoa Lư"
[[part]]
name = "morning"
start = "05:00"
ends = "07:00"
repeat = true
[[special]]
name = "tet"
on = "2027-02-06..2027-02-12"
replaces = true
[[special]]
name = "mourning"
without = ["music"]
[[item]]
title_vi = "Film {dd}/{mm}"
media = "film-{date}.mp4"
duration = "00:50:00"
part = "morning"
[[item]]
title_vi = "News"
media = "news.mp4"
start = "06:00"
duration = "00:10:00"
on = ["monday",
      "first sunday"]
[[item]]
title_vi = "Songs"
media = "songs.mp4"
start = "20:00"
kind = "music"
duration = "00:30:00"
valid_until = "2026-12-31"
[[item]]
title_vi = "Ode"
media = "ode.mp4"
start = "21:00"
special = "mourning"
[[item]]
title_vi = "Tết"
media = "tet.mp4"
start = "05:00"
special = "tet"
)toml";

TEST_F(Templates, ADayHoldsWhatRecursOnIt) {
    EXPECT_THAT(shown(made(kWeek, "2026-12-01")), ElementsAre("Film 01/12", "Film 01/12", "20:00 Songs"));
    EXPECT_THAT(shown(made(kWeek, "2026-12-07")), ElementsAre("Film 07/12", "06:00 News", "Film 07/12", "20:00 Songs"));
    EXPECT_THAT(shown(made(kWeek, "2027-01-04")), ElementsAre("Film 04/01", "06:00 News", "Film 04/01"));
    const Day day = made(kWeek, "2026-12-07");
    EXPECT_EQ(day.begins, hours(5));
    EXPECT_EQ(day.channel, "Hoa Lư");
    EXPECT_EQ(day.items[0].media.filename(), "film-2026-12-07.mp4");
    EXPECT_NE(day.items[0].id, day.items[2].id);
}

TEST_F(Templates, ASpecialDayTakesThePlaceOfTheUsualOne) {
    EXPECT_THAT(shown(made(kWeek, "2027-02-08")), ElementsAre("05:00 Tết"));
}

TEST_F(Templates, ASpecialDayByNameLiesOverTheUsualOne) {
    EXPECT_THAT(shown(made(kWeek, "2026-12-01", "mourning")), ElementsAre("Film 01/12", "Film 01/12", "21:00 Ode"));
}

TEST_F(Templates, WhatASpecialItemMeetsGoesOnBehindIt) {
    const Day day = made(R"toml(
[[special]]
name = "visit"
[[item]]
title_vi = "A"
media = "a"
start = "08:00"
duration = "01:00:00"
[[item]]
title_vi = "B"
media = "b"
duration = "01:00:00"
[[item]]
title_vi = "Visit"
media = "v"
start = "08:30"
duration = "00:30:00"
special = "visit"
)toml",
                         "2026-12-01", "visit");
    EXPECT_THAT(shown(day), ElementsAre("08:00 A", "08:30 Visit", "B"));
}

TEST_F(Templates, SlipsAreSaidWithTheirLine) {
    EXPECT_THAT(refusal("[[item]]\nmedia = \"a\"\non = \"someday\"\n"), testing::HasSubstr("order.toml:3"));
    EXPECT_THAT(refusal("[[item]]\nmedia = \"a\"\npart = \"noon\"\n"), testing::HasSubstr("noon"));
    EXPECT_THAT(refusal("[[part]]\nname = \"p\"\nstart = \"08:00\"\nends = \"07:00\"\n"), testing::HasSubstr("24:30"));
    EXPECT_THAT(refusal("[[part]]\nname = \"p\"\nstarts = \"08:00\"\n"), testing::HasSubstr("starts"));
    EXPECT_THAT(refusal("[[item]]\nmedia = \"a\"\nplays_per_hour = 4\n"), testing::HasSubstr("part"));
}

}  // namespace
}  // namespace gatecast
