// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/hours.h"

#include <gtest/gtest.h>

#include "pipeline/live/site/site_change.h"
#include "pipeline/live/site/site_mode.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

SiteDisplay display_with(const char* on, const char* off) {
    SiteDisplay display;
    display.on = on;
    display.off = off;
    display.volume = 50;
    return display;
}

TEST(Hours, BeginAndEndOnTheirMinuteAlsoPastMidnight) {
    constexpr Time kDay = 20'000 * 24h;
    const auto rest = [&](const SiteDisplay& display, Time time) { return air_of(display, kDay + time).rest; };
    const SiteDisplay day = display_with("05:30", "22h00"), night = display_with("18:00", "02:00"), always;
    EXPECT_EQ(rest(day, 5h + 29min + 59s), Rest::kBlack);
    EXPECT_EQ(rest(day, 5h + 30min), Rest::kNone);
    EXPECT_EQ(rest(day, 21h + 59min + 59s), Rest::kNone);
    EXPECT_EQ(rest(day, 22h), Rest::kBlack);
    EXPECT_EQ(rest(night, 1h), Rest::kNone);
    EXPECT_EQ(rest(night, 2h), Rest::kBlack);
    EXPECT_EQ(rest(night, 18h), Rest::kNone);
    EXPECT_EQ(rest(always, 0h), Rest::kNone);
    EXPECT_EQ(rest(always, 24h - 1s), Rest::kNone);
}

TEST(Hours, SoundIsThatOfTheFileWithinThemAndNoneOutside) {
    SiteDisplay display = display_with("06:00", "20:00");
    display.outside = "standby";
    EXPECT_EQ(air_of(display, 12h), (DisplayAir{Rest::kNone, 0.5F}));
    EXPECT_EQ(air_of(display, 21h), (DisplayAir{Rest::kStandby, 0}));
    display.muted = true;
    EXPECT_EQ(air_of(display, 12h), (DisplayAir{Rest::kNone, 0}));
}

TEST(Hours, OnlyTimesOfTheDayAreTimes) {
    EXPECT_EQ(minute_of_day("24:00"), 1440);
    EXPECT_EQ(minute_of_day("5h05"), 305);
    for (const char* wrong : {"24:01", "12:60", "12", "noon", "123:00", ""})
        EXPECT_FALSE(minute_of_day(wrong)) << wrong;
}

class Modes : public testing::Test {
protected:
    void SetUp() override {
        site.loop = {"always.mp4"};
        site.fields = {{"ticker.vi", "a"}, {"place", "b"}};
        site.displays.resize(2);
        SiteMode mode;
        mode.name = "tang";
        mode.from = "2027-09-02";
        mode.until = "2027-09-03";
        mode.loop = {"tang.mp4"};
        mode.programme = "quiet";
        mode.fields = {{"ticker.vi", "c"}};
        site.modes = {mode};
    }
    static Time utc(int day, Time time) {
        return Time(std::chrono::sys_days(std::chrono::year(2027) / 9 / day).time_since_epoch()) + time;
    }
    test::TempFolder temporary;
    const std::filesystem::path& folder = temporary.path();
    Site site;
};

TEST_F(Modes, AreOnFromTheFirstDayToTheLastByThePlacesClock) {
    const ModeClock clock(folder);
    EXPECT_EQ(clock.at(site, utc(1, 17h - 1s)), "");
    EXPECT_EQ(clock.at(site, utc(1, 17h)), "tang");
    EXPECT_EQ(clock.at(site, utc(3, 17h - 1s)), "tang");
    EXPECT_EQ(clock.at(site, utc(3, 17h)), "");
}

TEST_F(Modes, AnOrderGoesBeforeTheDatesAndOutlivesTheProcess) {
    ModeClock(folder).set(site, "", utc(2, 0h), Time::max());
    EXPECT_EQ(ModeClock(folder).at(site, utc(2, 1h)), "");
    EXPECT_EQ(ModeClock(folder).at(site, utc(3, 17h)), "");
    ModeClock(folder).set(site, "tang", utc(10, 0h), utc(10, 1h));
    EXPECT_EQ(ModeClock(folder).at(site, utc(10, 59min)), "tang");
    EXPECT_EQ(ModeClock(folder).at(site, utc(10, 1h)), "") << "it ends by itself";
}

TEST_F(Modes, SwapWhatTheySayAndNothingElse) {
    const Site swapped = in_mode(site, "tang");
    EXPECT_EQ(swapped.loop, std::vector<std::filesystem::path>{"tang.mp4"});
    EXPECT_EQ(swapped.displays[1].programme, "quiet");
    ASSERT_EQ(swapped.fields.size(), 2U);
    EXPECT_EQ(swapped.fields[0].value, "b");
    EXPECT_EQ(swapped.fields[1].value, "c");
    EXPECT_EQ(in_mode(site, "").loop, site.loop);
}

TEST_F(Modes, WrongOnesAreSaid) {
    site.modes.push_back(site.modes[0]);
    site.modes.push_back({"x", "02/09/2027", "", {}, {}, {}, {}, {}});
    Problems problems;
    check_modes(site, problems);
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(in_english(problems[1]), ": the mode x has the date \"02/09/2027\". Write it as 2027-09-02.");
}

TEST_F(Modes, WhatTheMixerWasBuiltWithCannotChange) {
    Site next = site;
    next.loop = {"other.mp4"};
    next.displays[0].programme = "other";
    next.displays[0].volume = 0;
    EXPECT_FALSE(why_not_while_running(site, next));
    next.displays[0].bitrate += 1;
    EXPECT_TRUE(why_not_while_running(site, next));
    next = site;
    next.rate = {50, 1};
    EXPECT_TRUE(why_not_while_running(site, next));
    next = site;
    next.displays.pop_back();
    EXPECT_TRUE(why_not_while_running(site, next));
}

}  // namespace
}  // namespace gatecast
