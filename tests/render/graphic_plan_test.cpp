// SPDX-License-Identifier: GPL-3.0-or-later
// Graphics and inputs in plans: what they touch gets another key, and nothing else does.
#include <gmock/gmock.h>

#include <set>

#include "pipeline/render/job.h"
#include "presets/message.h"
#include "tests/render/room.h"

namespace gatecast {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kBoard = R"(
canvas = [640, 360]
rate = 25
logo_area = ["80%", "4%", "16%", "16%"]

[[graphic]]
name = "lower-third"
area = ["5%", "60%", "60%", "25%"]

[[graphic]]
name = "ticker"
area = ["0%", "90%", "100%", "10%"]

[[graphic]]
name = "clock"
area = ["4%", "4%", "20%", "12%"]
shown = false
)";
constexpr const char* kProgramme = R"(
[[graphic]]
name = "lower-third"
words.vi = ["{title}", "{place?}"]
from = 9
until = 11
fade_in = 0.2
fade_out = 0.2

[[graphic]]
name = "ticker"
words.vi = ["Chợ biên giới"]
)";

class GraphicPlan : public RenderRoom {
protected:
    GraphicPlan() {
        write("displays/board", kBoard);
        write("displays/guests", std::string(kBoard) +
                                     "[[picture]]\nname = \"picture\"\n[[picture]]\nname = \"guest\"\n"
                                     "source = \"guest\"\narea = [400, 100, 160, 90]\n");
        write("programmes/news", kProgramme);
    }

    void write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = directory_ / "mine" / (name + ".toml");
        std::filesystem::create_directories(file.parent_path());
        write_whole(file, text);
    }

    [[nodiscard]] RenderRequest asked(const std::string& display = "board") const {
        RenderRequest asked = request({display});
        asked.programme = "news";
        asked.fields = {{"title.vi", "Chợ Lệ Thanh"}};
        return asked;
    }
    [[nodiscard]] RenderPlan planned(const RenderRequest& request, const std::vector<Clip>& inputs = {}) const {
        const PresetLibrary library({directory_ / "mine", GATECAST_SHIPPED_PRESETS});
        return make_plan(
            request, film(seconds(40)), library,
            [](const std::filesystem::path& file) { return "hash of " + file.string(); }, inputs);
    }
    /// Segments of four seconds that are not the same.
    [[nodiscard]] std::set<size_t> changed(const RenderRequest& before, const RenderRequest& after) const {
        const RenderPlan first = planned(before), second = planned(after);
        std::set<size_t> changed;
        for (size_t i = 0; i < first.outputs.at(0).segments.size(); ++i)
            if (first.outputs[0].segments[i].key != second.outputs.at(0).segments.at(i).key) changed.insert(i);
        return changed;
    }
    [[nodiscard]] static std::vector<std::string> warnings(const RenderPlan& plan) {
        std::vector<std::string> sentences;
        for (const Message& warning : plan.warnings) sentences.push_back(in_english(warning));
        return sentences;
    }
};

const std::set<size_t> kAll{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

TEST_F(GraphicPlan, AChangedLowerThirdChangesExactlyTheSegmentsItTouches) {
    RenderRequest after = asked();
    after.fields[0].second = "Chợ Bờ Y";
    EXPECT_EQ(changed(asked(), after), (std::set<size_t>{2}));  // 9 to 11 s
    RenderRequest moved = asked();
    moved.graphic_settings = {{"lower-third.from", "15"}, {"lower-third.until", "17"}};
    EXPECT_EQ(changed(asked(), moved), (std::set<size_t>{2, 3, 4}));
}

TEST_F(GraphicPlan, EverySettingOfAGraphicChangesWhereItIsSeen) {
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{{"colour", "#ff0000"},
                                                                                     {"text_percent", "40"},
                                                                                     {"bold", "true"},
                                                                                     {"opacity", "0.5"},
                                                                                     {"fade_in", "0.4"},
                                                                                     {"enter", "left"},
                                                                                     {"z", "310"},
                                                                                     {"box_opacity", "0.5"}}) {
        RenderRequest after = asked();
        after.graphic_settings = {{"lower-third." + key, value}};
        EXPECT_EQ(changed(asked(), after), (std::set<size_t>{2})) << key;
    }
}

TEST_F(GraphicPlan, AChangedTickerChangesAllItIsSeenIn) {
    RenderRequest after = asked();
    after.graphic_settings = {{"ticker.words.vi", "Cửa khẩu Hoa Lư"}};
    EXPECT_EQ(changed(asked(), after), kAll);
    RenderRequest faster = asked();
    faster.graphic_settings = {{"ticker.speed", "200"}};
    EXPECT_EQ(changed(asked(), faster), kAll);
    RenderRequest shorter = asked();
    shorter.graphic_settings = {{"ticker.until", "20"}};
    EXPECT_EQ(changed(asked(), shorter), (std::set<size_t>{5, 6, 7, 8, 9}));
}

TEST_F(GraphicPlan, TheTimeOnAirMattersToClocksOnly) {
    const WallTime evening = std::chrono::local_days(std::chrono::year(2026) / 11 / 20) + std::chrono::hours(19);
    RenderRequest before = asked(), after = asked();
    before.on_air = evening;
    after.on_air = evening + std::chrono::hours(1);
    EXPECT_THAT(changed(before, after), IsEmpty());
    before.graphic_settings = after.graphic_settings = {{"clock.shown", "true"}};
    EXPECT_EQ(changed(before, after), kAll);
}

TEST_F(GraphicPlan, AClockOfNoKnownTimeIsLeftOutAndThatIsSaidOnce) {
    RenderRequest both = asked();
    both.displays = {"board", "led-p4"};
    both.graphic_settings = {{"clock.shown", "true"}};
    const RenderPlan plan = planned(both);
    ASSERT_THAT(warnings(plan), SizeIs(1));
    EXPECT_THAT(warnings(plan)[0], HasSubstr("clock: left out"));
    for (const Composition& composition : plan.compositions)
        for (const Graphic& graphic : composition.graphics) EXPECT_NE(graphic.kind, GraphicKind::kClock);
    both.on_air = WallTime(milliseconds(0));
    EXPECT_THAT(warnings(planned(both)), IsEmpty());
}

TEST_F(GraphicPlan, AFieldThatNothingAsksForIsTold) {
    RenderRequest mistyped = asked();
    mistyped.fields.emplace_back("plase", "Lệ Thanh");
    EXPECT_THAT(warnings(planned(mistyped)), testing::ElementsAre(HasSubstr("plase")));
    RenderRequest right = asked();
    right.fields.emplace_back("place.km", "ភូមិ");
    EXPECT_THAT(warnings(planned(right)), IsEmpty());
}

TEST_F(GraphicPlan, WhatCannotBeReadStopsAndIsToldOnce) {
    write("displays/crowded", "extends = \"board\"\n[[graphic]]\nname = \"lower-third\"\narea = [0, 312, 600, 48]\n");
    const RenderPlan plan = planned(asked("crowded"));  // on the ticker
    ASSERT_THAT(plan.clashes, SizeIs(1));
    EXPECT_THAT(in_english(plan.clashes[0]), HasSubstr("ticker"));
    EXPECT_THAT(planned(asked()).clashes, IsEmpty());
}

TEST_F(GraphicPlan, ALogoStandsInTheLogoAreaAboveAllButLabelsAndNotices) {
    RenderRequest with_logo = asked();
    with_logo.logo = LogoRequest{"/logo.png", seconds(1), {}};
    const RenderPlan made = planned(with_logo);
    const auto& graphics = made.compositions.at(0).graphics;
    ASSERT_FALSE(graphics.empty());
    EXPECT_EQ(graphics.back().name, "logo");
    EXPECT_EQ(graphics.back().area, made.compositions[0].display.logo_area);
    EXPECT_EQ(graphics.back().from_s, 1);
}

TEST_F(GraphicPlan, ADisplayThatShowsAnInputAsksForIt) {
    EXPECT_THROW(planned(asked("guests")), Error);
    RenderRequest given = asked("guests");
    given.inputs = {{"guest", "/second.mp4"}};
    Clip guest = film(seconds(20));
    guest.hash = "4567";
    const RenderPlan plan = planned(given, {guest});
    EXPECT_EQ(plan.clip_named("guest")->hash, "4567");
    guest.hash = "89ab";
    EXPECT_NE(planned(given, {guest}).outputs.at(0).segments.at(0).key, plan.outputs.at(0).segments.at(0).key);
    EXPECT_EQ(planned(given, {guest}).outputs.at(0).sounds.at(0).key, plan.outputs.at(0).sounds.at(0).key);
}

TEST_F(GraphicPlan, AnInputThatNoDisplayShowsIsTold) {
    RenderRequest given = asked();
    given.inputs = {{"guest", "/second.mp4"}};
    EXPECT_THAT(warnings(planned(given, {film(seconds(20))})), testing::ElementsAre(HasSubstr("guest")));
}

TEST_F(GraphicPlan, JobsCarryProgrammesAndInputs) {
    RenderRequest given = asked("guests");
    given.inputs = {{"guest", "/second.mp4"}};
    given.on_air = std::chrono::local_days(std::chrono::year(2026) / 11 / 20) + std::chrono::hours(19);
    given.graphic_settings = {{"clock.shown", "true"}};
    Clip guest = film(seconds(20));
    guest.hash = "4567";
    const RenderPlan plan = planned(given, {guest});
    write_job(directory_ / "job.json", {given, plan.clip, {guest}, plan_key(plan), {}});
    const Job read = read_job(directory_ / "job.json");
    EXPECT_EQ(plan_key(planned(read.request, read.inputs)), read.plan_key);
}

}  // namespace
}  // namespace gatecast
