// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/day_rundown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/folder.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

constexpr Rational kRate{25, 1};
constexpr Date kDate = std::chrono::year(2026) / 12 / 2;
constexpr Instant kMidnight = std::chrono::sys_days(kDate) - 7h;  // of the place

PublishedDay day_of(Date date, const std::vector<std::string>& ids, Time first = 8h) {
    PublishedDay published;
    published.day.date = date;
    for (const std::string& id : ids) {
        Item item;
        item.id = id;
        item.media = "/phim/" + id + ".mp4";
        item.in = 5s;  // of the clip: the finished file begins there
        if (published.day.items.empty()) item.start = first;
        published.day.items.push_back(item);
        PublishedItem made;
        made.item = id;
        made.display = "led-p4";
        made.file = PublishedFile{"led-p4/" + id + ".mp4", 10, "hash of " + id};
        made.duration = 60s;
        made.source_sha256 = "source of " + id;
        made.cues_sha256 = {"cues of " + id};
        published.items.push_back(made);
    }
    return published;
}

class DayRundownTest : public testing::Test {
protected:
    void publish(const PublishedDay& day, const std::string& date) {
        std::filesystem::create_directories(root / date);
        write_published_day(root / date, day);
    }
    [[nodiscard]] int64_t frame_of(Instant at) const {
        return frame_at(at.time_since_epoch() - wall_of_zero + 20ms, kRate);
    }

    test::TempFolder root;
    Time wall_of_zero = (kMidnight + 7h + 7ms).time_since_epoch();
    DayRundown rundown{root.path(), "led-p4", kRate, [this] { return wall_of_zero; }};
};

TEST_F(DayRundownTest, WhoComesLateIsInTheMiddleOfWhatIsOn) {
    publish(day_of(kDate, {"a", "b", "c"}), "2026-12-02");
    EXPECT_TRUE(rundown.look_again(frame_of(kMidnight + 8h)).changed);
    const auto now = rundown.at(frame_of(kMidnight + 8h + 70s));
    ASSERT_TRUE(now);
    EXPECT_EQ(now->media, root / "2026-12-02/led-p4/b.mp4");
    EXPECT_EQ(now->origin, frame_of(kMidnight + 8h + 60s));
    EXPECT_EQ(now->frames, 60 * 25);
    EXPECT_EQ(now->in, Time(0));
    EXPECT_EQ(now->sha256, "hash of b");
    EXPECT_THAT(now->made_of, ElementsAre("cues of b", "source of b"));
    EXPECT_EQ(rundown.after(now->key)->media.stem(), "c");
    EXPECT_EQ(rundown.find(now->key)->media, now->media);
    EXPECT_FALSE(rundown.at(frame_of(kMidnight + 7h + 59min)));
    EXPECT_EQ(rundown.upcoming(frame_of(kMidnight + 8h - 10s), frame_of(kMidnight + 8h))->media.stem(), "a");
    EXPECT_FALSE(rundown.upcoming(frame_of(kMidnight + 8h - 10s), frame_of(kMidnight + 8h - 1s)));
}

TEST_F(DayRundownTest, WhatFailedForThisDisplayHasNoPlace) {
    PublishedDay day = day_of(kDate, {"a", "b"});
    day.items[1].file.reset();
    day.items[0].display = "kiosk";
    publish(day, "2026-12-02");
    EXPECT_TRUE(rundown.look_again(frame_of(kMidnight + 8h)).changed);
    EXPECT_FALSE(rundown.at(frame_of(kMidnight + 8h + 1s)));
}

TEST_F(DayRundownTest, WhatTheNightDidNotRenderIsPlayedRawWhereItsFilmIsHere) {
    PublishedDay day = day_of(kDate, {"a", "b"});
    day.items.erase(day.items.begin());
    Item& raw = day.day.items[0];
    raw.media = root / "a.mp4";
    raw.duration = 30s;
    raw.cues = {{"vi", root / "lời.srt"}};
    std::ofstream(raw.media) << "film";
    publish(day, "2026-12-02");
    EXPECT_TRUE(rundown.look_again(frame_of(kMidnight + 8h)).changed);
    const auto now = rundown.at(frame_of(kMidnight + 8h + 10s));
    ASSERT_TRUE(now);
    EXPECT_EQ(now->media, root / "a.mp4");
    EXPECT_EQ(now->in, 5s);
    EXPECT_EQ(now->frames, 30 * 25);
    EXPECT_THAT(now->made_of, SizeIs(0));
    EXPECT_THAT(now->cues, ElementsAre(ItemCues{"vi", root / "lời.srt"}));
    EXPECT_EQ(rundown.after(now->key)->media.stem(), "b");
}

TEST_F(DayRundownTest, ADayPublishedAnewIsReadOnceAndABadOneLeavesTheOldInForce) {
    const int64_t now = frame_of(kMidnight + 8h);
    publish(day_of(kDate, {"a"}), "2026-12-02");
    EXPECT_TRUE(rundown.look_again(now).changed);
    EXPECT_FALSE(rundown.look_again(now).changed);
    publish(day_of(kDate, {"later", "a"}), "2026-12-02");
    EXPECT_TRUE(rundown.look_again(now).changed);
    EXPECT_EQ(rundown.at(now)->media.stem(), "later");

    std::ofstream(root / "2026-12-02/day.json") << "{ half";
    const Rundown::Change bad = rundown.look_again(now);
    EXPECT_FALSE(bad.changed);
    EXPECT_THAT(bad.problems, SizeIs(1));
    EXPECT_TRUE(rundown.look_again(now).problems.empty());  // said once
    EXPECT_EQ(rundown.at(now)->media.stem(), "later");
    std::filesystem::remove_all(root / "2026-12-02");
    EXPECT_FALSE(rundown.look_again(now).changed);
    EXPECT_TRUE(rundown.at(now));
}

TEST_F(DayRundownTest, OneDayFollowsTheOtherWhereItBegins) {
    publish(day_of(kDate, {"night"}, 23h + 59min + 30s), "2026-12-02");
    publish(day_of(std::chrono::year(2026) / 12 / 3, {"morning"}, 0h), "2026-12-03");
    EXPECT_TRUE(rundown.look_again(frame_of(kMidnight + 23h)).changed);
    const auto last = rundown.at(frame_of(kMidnight + 24h - 1s));
    ASSERT_TRUE(last);
    EXPECT_EQ(last->media.stem(), "night");
    EXPECT_EQ(rundown.after(last->key)->media.stem(), "morning");
    EXPECT_EQ(rundown.at(frame_of(kMidnight + 24h))->media.stem(), "morning");
}

TEST_F(DayRundownTest, AClockThatWasSetMovesEveryPlace) {
    publish(day_of(kDate, {"a"}), "2026-12-02");
    EXPECT_TRUE(rundown.look_again(frame_of(kMidnight + 8h)).changed);
    const int64_t origin = *rundown.at(frame_of(kMidnight + 8h))->origin;
    wall_of_zero += 10s;  // the clock was set forward
    EXPECT_EQ(*rundown.at(frame_of(kMidnight + 8h))->origin, origin - 250);
}

}  // namespace
}  // namespace gatecast
