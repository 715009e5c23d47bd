// SPDX-License-Identifier: GPL-3.0-or-later
// What is on at every moment of a day: fixed starts, holes, the gap ladder, relays, nights, restarts.
#include "pipeline/playlist/times/timetable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/playlist/day_material.h"

namespace gatecast {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<TroubleKind> kinds_of(const Timetable& table) {
    std::vector<TroubleKind> kinds;
    for (const Trouble& trouble : table.troubles) kinds.push_back(trouble.kind);
    return kinds;
}

const Airing& airing_of(const Timetable& table, int item) {
    for (const Airing& airing : table.airings)
        if (airing.item == item) return airing;
    throw std::runtime_error("item is not on");
}

Instant at(const Timetable& table, Time from_midnight) {
    return table.instant(from_midnight);
}

TEST(Timetable, ItemsFollowEachOther) {
    const Timetable table =
        make_timetable(short_day({item("a"), item("b")}), {{"a", {minutes(10)}}, {"b", {minutes(5)}}});
    EXPECT_EQ(airing_of(table, 0).start, Time(0));
    EXPECT_EQ(airing_of(table, 0).end, minutes(10));
    EXPECT_EQ(airing_of(table, 1).start, minutes(10));
    EXPECT_EQ(airing_of(table, 1).end, minutes(15));
    EXPECT_EQ(airing_of(table, 1).out, minutes(5));
}

TEST(Timetable, AnItemStandsForItsPartOfTheMediaAlone) {
    Item part = item("a");
    part.in = seconds(30);
    part.out = seconds(90);
    const Timetable table = make_timetable(short_day({part}), {{"a", {minutes(10)}}});
    EXPECT_EQ(airing_of(table, 0).length(), seconds(60));
    EXPECT_EQ(airing_of(table, 0).in, seconds(30));
    EXPECT_EQ(airing_of(table, 0).out, seconds(90));
}

TEST(Timetable, TheProbeIsTheTruthAboutADuration) {
    Item lies = item("a");
    lies.duration = minutes(20);
    Item cut_behind_the_end = item("b");
    cut_behind_the_end.out = minutes(20);
    const Timetable table =
        make_timetable(short_day({lies, cut_behind_the_end}), {{"a", {minutes(10)}}, {"b", {minutes(1)}}});
    EXPECT_EQ(airing_of(table, 0).length(), minutes(10));
    EXPECT_EQ(airing_of(table, 1).length(), minutes(1));
}

TEST(Timetable, AStillStandsAsLongAsTheListSays) {
    Item still = item("poster");
    still.duration = minutes(2);
    const Timetable table = make_timetable(short_day({still, item("poster")}), {{"poster", {seconds(8), true}}});
    EXPECT_EQ(airing_of(table, 0).length(), minutes(2));
    EXPECT_EQ(airing_of(table, 1).length(), seconds(8));
}

TEST(Timetable, AFixedStartCutsWhatRuns) {
    const Timetable table = make_timetable(short_day({item("long"), item("b", minutes(20)), item("c")}),
                                           {{"long", {minutes(25)}}, {"b", {minutes(5)}}, {"c", {minutes(35)}}});
    EXPECT_EQ(airing_of(table, 0).end, minutes(20));
    EXPECT_EQ(airing_of(table, 0).out, minutes(20));
    EXPECT_EQ(airing_of(table, 0).lost, minutes(5));
    EXPECT_EQ(airing_of(table, 1).start, minutes(20));
    ASSERT_THAT(kinds_of(table), ElementsAre(TroubleKind::kCut));
    EXPECT_EQ(table.troubles[0].item, 0);
    EXPECT_EQ(table.troubles[0].other, 1);
    EXPECT_EQ(table.troubles[0].length, minutes(5));
}

TEST(Timetable, AnItemWithoutRoomIsLeftOutAndNoFragmentOfItIsShown) {
    const Timetable table = make_timetable(
        short_day({item("a"), item("b"), item("c", minutes(10)), item("rest")}),
        {{"a", {minutes(10) - milliseconds(400)}}, {"b", {minutes(5)}}, {"c", {minutes(10)}}, {"rest", {minutes(40)}}});
    EXPECT_THAT(kinds_of(table), ElementsAre(TroubleKind::kLeftOut));
    EXPECT_EQ(airing_of(table, 0).end, minutes(10));  // its last picture stands for 400 ms
    EXPECT_EQ(airing_of(table, 0).out, minutes(10) - milliseconds(400));
    const auto on = what_is_on(table, at(table, minutes(10) - milliseconds(1)));
    EXPECT_EQ(on->offset, minutes(10) - milliseconds(440));
}

TEST(Timetable, AHoleGoesDownTheLadderInTurn) {
    Day day = short_day({item("a"), item("b", minutes(20)), item("c", minutes(40))});
    day.fillers = {"f1", "f2", "gone"};
    day.filler = "single";
    const Timetable table = make_timetable(day, {{"a", {minutes(10)}},
                                                 {"b", {minutes(10)}},
                                                 {"c", {minutes(20)}},
                                                 {"f1", {minutes(6)}},
                                                 {"f2", {minutes(7)}},
                                                 {"single", {minutes(1)}}});
    std::vector<std::pair<std::string, Time>> shown;
    for (const Airing& airing : table.airings)
        if (airing.kind == AiringKind::kFiller) shown.emplace_back(airing.media.string(), airing.length());
    EXPECT_THAT(shown, ElementsAre(std::pair("f1", Time(minutes(6))), std::pair("f2", Time(minutes(4))),
                                   std::pair("f1", Time(minutes(6))), std::pair("f2", Time(minutes(4)))));
    EXPECT_THAT(kinds_of(table), ElementsAre(TroubleKind::kHole, TroubleKind::kHole));
    EXPECT_EQ(table.troubles[0].at, minutes(10));
    EXPECT_EQ(table.troubles[0].length, minutes(10));
    EXPECT_EQ(table.troubles[0].cover, AiringKind::kFiller);
}

TEST(Timetable, TheTurnOfFillersGoesOnFromHoleToHole) {
    Day day = short_day({item("a", minutes(5)), item("a", minutes(15)), item("rest", minutes(20))});
    day.fillers = {"f1", "f2"};
    const Timetable table =
        make_timetable(day, {{"a", {minutes(5)}}, {"rest", {minutes(40)}}, {"f1", {minutes(5)}}, {"f2", {minutes(5)}}});
    std::vector<std::string> shown;
    for (const Airing& airing : table.airings) shown.push_back(airing.media.string());
    EXPECT_THAT(shown, ElementsAre("f1", "a", "f2", "a", "rest"));
}

TEST(Timetable, TheSingleFillerIsShownAgainAndAgain) {
    Day day = short_day({item("a")});
    day.filler = "single";
    const Timetable table = make_timetable(day, {{"a", {minutes(50)}}, {"single", {minutes(4)}}});
    std::vector<Time> lengths;
    for (const Airing& airing : table.airings)
        if (airing.kind == AiringKind::kFiller) lengths.push_back(airing.length());
    EXPECT_THAT(lengths, ElementsAre(minutes(4), minutes(4), minutes(2)));
    EXPECT_EQ(table.airings.back().out, minutes(2));
}

TEST(Timetable, WithoutFillersTheStandbyPictureStandsAndWithoutItNothing) {
    Day day = short_day({item("a")});
    day.standby = "card.png";
    EXPECT_EQ(make_timetable(day, {{"a", {minutes(50)}}}).airings.back().kind, AiringKind::kStandby);
    day.standby.clear();
    const Timetable dark = make_timetable(day, {{"a", {minutes(50)}}});
    EXPECT_EQ(dark.airings.back().kind, AiringKind::kNothing);
    ASSERT_THAT(kinds_of(dark), ElementsAre(TroubleKind::kShort));
    EXPECT_EQ(dark.troubles[0].length, minutes(10));
    EXPECT_EQ(dark.troubles[0].cover, AiringKind::kNothing);
}

TEST(Timetable, TheLastItemIsTrimmedToTheDayAndTheSecondsOverAreSaid) {
    const Timetable table = make_timetable(short_day({item("a"), item("b"), item("c")}),
                                           {{"a", {minutes(50)}}, {"b", {minutes(20)}}, {"c", {minutes(3)}}});
    EXPECT_EQ(airing_of(table, 1).length(), minutes(10));
    EXPECT_EQ(table.airings.size(), 2);
    ASSERT_THAT(kinds_of(table), ElementsAre(TroubleKind::kLeftOut, TroubleKind::kOver));
    EXPECT_EQ(table.troubles[1].length, minutes(13));
}

TEST(Timetable, WhatCannotBeShownIsLeftOutWithItsReason) {
    Item backwards = item("film");
    backwards.in = minutes(9);
    backwards.out = minutes(8);
    const Timetable table = make_timetable(short_day({item("blink"), item("unknown"), backwards, item("film")}),
                                           {{"blink", {milliseconds(900)}}, {"film", {minutes(60)}}});
    EXPECT_THAT(kinds_of(table), ElementsAre(TroubleKind::kTooShort, TroubleKind::kNoLength, TroubleKind::kNoPart));
    EXPECT_EQ(table.airings.size(), 1);
}

TEST(Timetable, AMissingFileKeepsThePlaceThatTheListGivesIt) {
    Item missing = item("gone");
    missing.duration = minutes(12);
    const Timetable table = make_timetable(short_day({missing, item("a")}), {{"a", {minutes(48)}}});
    EXPECT_TRUE(airing_of(table, 0).missing);
    EXPECT_EQ(airing_of(table, 1).start, minutes(12));
    EXPECT_THAT(table.troubles, IsEmpty());
}

TEST(Timetable, TheClockHasTheWordWhereTheListIsOutOfOrder) {
    const Timetable table = make_timetable(short_day({item("late", minutes(30)), item("early", minutes(0))}),
                                           {{"late", {minutes(30)}}, {"early", {minutes(30)}}});
    EXPECT_EQ(airing_of(table, 1).start, Time(0));
    EXPECT_EQ(airing_of(table, 0).start, minutes(30));
    EXPECT_THAT(kinds_of(table), ElementsAre(TroubleKind::kOutOfOrder));
}

TEST(Timetable, AStartOfAnotherDayIsOutsideWithAllThatFollowsIt) {
    const Timetable table = make_timetable(short_day({item("a"), item("b", hours(3)), item("c")}),
                                           {{"a", {minutes(60)}}, {"b", {minutes(1)}}, {"c", {minutes(1)}}});
    EXPECT_THAT(kinds_of(table), ElementsAre(TroubleKind::kOutside, TroubleKind::kOutside));
    EXPECT_EQ(table.airings.size(), 1);
}

TEST(Timetable, ADayMayBeginAtFiveAndGoOverMidnight) {
    Day day = whole_day({item("a", hours(5)), item("b", hours(24) + minutes(30)), item("c", hours(1))});
    day.begins = hours(5);
    const Timetable table = make_timetable(day, {{"a", {hours(1)}}, {"b", {hours(1)}}, {"c", {minutes(20)}}});
    EXPECT_EQ(table.ends, hours(29));
    EXPECT_EQ(airing_of(table, 1).start, hours(24) + minutes(30));
    EXPECT_EQ(airing_of(table, 1).end, hours(25));  // cut by 01:00, which is of the same night
    EXPECT_EQ(airing_of(table, 2).start, hours(25));
    using namespace std::chrono;
    EXPECT_EQ(table.instant(hours(24) + minutes(30)), sys_days(2026y / 12 / 1) + hours(17) + minutes(30));
    EXPECT_EQ(table.from_midnight(sys_days(2026y / 11 / 30) + hours(22)), Time(hours(5)));
    EXPECT_FALSE(what_is_on(table, at(table, hours(5) - Time(1))));
    EXPECT_FALSE(what_is_on(table, at(table, hours(29))));
    EXPECT_TRUE(what_is_on(table, at(table, hours(29) - Time(1))));
}

TEST(Timetable, ARelayLastsAsLongAsItIsTold) {
    const Timetable table =
        make_timetable(short_day({relay("gate", minutes(10), minutes(20)), item("a")}), {{"a", {minutes(30)}}});
    EXPECT_EQ(airing_of(table, 0).kind, AiringKind::kRelay);
    EXPECT_EQ(airing_of(table, 0).end, minutes(30));
    EXPECT_FALSE(airing_of(table, 0).latest);
    EXPECT_EQ(airing_of(table, 1).start, minutes(30));
}

TEST(Timetable, ARelayThatIsToldNothingLastsUntilTheNextFixedStart) {
    Item open = relay("gate", minutes(10), {});
    const Timetable table = make_timetable(short_day({open, item("a", minutes(45))}), {{"a", {minutes(15)}}});
    EXPECT_EQ(airing_of(table, 0).end, minutes(45));
    open.relay->at_most = minutes(5);
    const Timetable limited = make_timetable(short_day({open, item("a", minutes(45))}), {{"a", {minutes(15)}}});
    EXPECT_EQ(airing_of(limited, 0).end, minutes(15));
}

TEST(Timetable, AfterAnOperatorsRelayTheListIsJoinedInProgress) {
    Item open = relay("gate", minutes(10), minutes(20));
    open.relay->end = RelayEnd::kByOperator;
    open.relay->at_most = minutes(40);
    Day day = short_day({open, item("a")});
    day.filler = "f";
    const MediaFacts facts{{"a", {minutes(30)}}, {"f", {minutes(4)}}};
    const Timetable table = make_timetable(day, facts);
    const Airing& on = airing_of(table, 0);
    EXPECT_EQ(on.latest, Time(minutes(50)));
    const auto early = after_relay(day, facts, table, on, at(table, minutes(20)));
    ASSERT_EQ(early.size(), 3);
    EXPECT_EQ(early.front().start, minutes(20));
    EXPECT_EQ(early.back().end, minutes(30));
    EXPECT_THAT(after_relay(day, facts, table, on, at(table, minutes(42))), IsEmpty());
    const auto joined = what_is_on(table, at(table, minutes(42)));
    EXPECT_EQ(table.airings[joined->airing].item, 1);
    EXPECT_EQ(joined->offset, minutes(12));
}

TEST(Timetable, BoundariesAreFramesOfAnyRate) {
    for (const Rational rate :
         {Rational{24000, 1001}, Rational{25, 1}, Rational{30000, 1001}, Rational{50, 1}, Rational{60000, 1001}}) {
        Day day = whole_day({});
        for (int i = 0; i < 300; ++i) day.items.push_back(item("a"));
        const Timetable table = make_timetable(day, {{"a", {Time(123'456'789'123)}}}, rate);
        const int64_t each = frames_of_length(Time(123'456'789'123), rate);
        for (size_t i = 0; i < 300; ++i) {
            EXPECT_EQ(table.airings[i].first, each * static_cast<int64_t>(i));
            EXPECT_EQ(table.airings[i].start, frame_time(table.airings[i].first, rate));
            EXPECT_EQ(frames_on(table, table.airings[i], rate).first, table.airings[i].first);
        }
        for (const Rational other : {Rational{25, 1}, Rational{60, 1}, Rational{30000, 1001}}) {
            int64_t reached = 0;
            for (const Airing& airing : table.airings) {
                const auto [first, last] = frames_on(table, airing, other);
                EXPECT_EQ(first, reached);
                reached = last;
            }
        }
    }
}

/// Any list, however wrong, gives a day without a gap and without an overlap.
TEST(Timetable, TilesTheDayWhateverTheListSays) {
    std::mt19937 random(5);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int round = 0; round < 300; ++round) {
        Day day = whole_day({});
        day.begins = hours(below(6));
        MediaFacts facts;
        for (int i = 0; i < below(60); ++i) {
            const std::string name = "m" + std::to_string(below(30));
            if (below(5) > 0) facts[name] = {milliseconds(below(4'000'000)), below(4) == 0};
            Item one = below(10) == 0 ? relay("r", {}, minutes(below(90))) : item(name);
            if (below(4) == 0) one.start = minutes(below(30 * 60));
            if (below(4) == 0) one.duration = milliseconds(below(3'000'000));
            if (below(6) == 0) one.in = seconds(below(300));
            if (below(6) == 0) one.out = seconds(below(600));
            day.items.push_back(one);
        }
        if (below(2) == 0) day.fillers = {"m1", "m2"};
        if (below(2) == 0) day.filler = "m3";
        const Timetable table = make_timetable(day, facts);
        Time reached = table.begins;
        for (const Airing& airing : table.airings) {
            ASSERT_EQ(airing.start, reached);
            ASSERT_GT(airing.frames, 0);
            reached = airing.end;
        }
        ASSERT_EQ(reached, table.ends);
    }
}

TEST(Timetable, ARestartLandsInTheMiddleAtEverySecondOfADay) {
    Day day = whole_day({});
    day.begins = hours(5);
    day.fillers = {"f1", "f2"};
    for (int i = 0; i < 120; ++i) day.items.push_back(item("a"));
    day.items.push_back(item("b", hours(19) + minutes(30)));
    day.items.push_back(item("b", hours(26)));
    const Timetable table = make_timetable(
        day, {{"a", {Time(287'654'321'000)}}, {"b", {hours(2)}}, {"f1", {seconds(77)}}, {"f2", {seconds(131)}}});
    size_t before = 0;
    for (Time time = table.begins; time < table.ends; time += seconds(1)) {
        const auto on = what_is_on(table, at(table, time));
        ASSERT_TRUE(on);
        const Airing& airing = table.airings[on->airing];
        ASSERT_LE(airing.start, time);
        ASSERT_GT(airing.end, time);
        ASSERT_EQ(on->left, airing.end - time);
        ASSERT_EQ(on->offset, airing.in + (time - airing.start));
        ASSERT_TRUE(on->airing == before || on->airing == before + 1);
        before = on->airing;
    }
    EXPECT_EQ(before + 1, table.airings.size());
}

TEST(Timetable, ARelayOverMidnightEndsInTheNightAfter) {
    Item night = relay("dai", hours(24), {});
    night.relay->until = minutes(30);
    Day day = whole_day({night});
    day.ends = hours(26);
    const Timetable table = make_timetable(day, {});
    EXPECT_EQ(airing_of(table, 0).start, hours(24));
    EXPECT_EQ(airing_of(table, 0).end, hours(24) + minutes(30));
}

}  // namespace
}  // namespace gatecast
