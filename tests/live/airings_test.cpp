// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/airings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/folder.h"

namespace gatecast {
namespace {

using nlohmann::json;

class AiringsTest : public testing::Test {
protected:
    std::unique_ptr<Airings> begin() {
        return std::make_unique<Airings>(
            Airings::Settings{folder / "log", folder / "airings.json", {25, 1}, {{"main", {"wall"}}}},
            Airings::Tools{[] { return Time(0); }, [this](const Message& problem) { warnings.push_back(problem); }});
    }
    std::vector<AsRunEvent> lines() const { return read_events(folder / "log", "", ""); }
    static AsRunEvent film() {
        AsRunEvent event;
        event.item = "phim";
        return event;
    }
    /// From frame 100 to 200.
    static void show(Airings& airings) {
        airings.loaded("main", "deck", film(), {}, 0);
        airings.hear({{"news", "on"}, {"deck", "deck"}, {"frame", 100}, {"item_frame", 0}});
    }

    test::TempFolder folder;
    std::vector<Message> warnings;
};

TEST_F(AiringsTest, what_is_on_when_the_process_dies_is_told_by_the_next_one) {
    show(*begin());
    const auto next = begin();
    next->hear({{"news", "off"}, {"deck", "deck"}, {"frame", 200}, {"reason", "complete"}});
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].display, "wall");
    EXPECT_EQ(lines()[0].end - lines()[0].start, std::chrono::seconds(4));
    EXPECT_EQ(lines()[0].end_reason, EndReason::kComplete);
}

TEST_F(AiringsTest, a_line_that_was_written_in_the_moment_of_death_is_not_told_again) {
    const auto airings = begin();
    show(*airings);
    airings->hear({{"news", "off"}, {"deck", "deck"}, {"frame", 200}, {"reason", "complete"}});
    ASSERT_EQ(lines().size(), 1U);
    const json kept{{"pending", {line_of(lines()[0], "")}}};  // as it stood just before the line was in the log
    std::ofstream(folder / "airings.json") << kept;
    begin()->look_around(300);
    EXPECT_EQ(lines().size(), 1U);
}

TEST_F(AiringsTest, a_line_that_was_not_written_yet_is_written_by_the_next_one) {
    AsRunEvent event = film();
    event.display = "wall";
    std::ofstream(folder / "airings.json") << json{{"pending", {line_of(event, "")}}};
    begin()->look_around(300);
    EXPECT_EQ(lines().size(), 1U);
}

TEST_F(AiringsTest, a_file_that_is_none_keeps_no_gate_dark_and_is_told_once) {
    for (const char* text : {"{ half", "[]", R"({"heard": "many"})", R"({"pending": [7]})"}) {
        warnings.clear();
        std::ofstream(folder / "airings.json") << text;
        const auto airings = begin();
        airings->look_around(1);
        airings->look_around(2);
        EXPECT_EQ(warnings.size(), 1U) << text;
        show(*airings);
        airings->hear({{"news", "off"}, {"deck", "deck"}, {"frame", 200}, {"reason", "complete"}});
    }
    EXPECT_EQ(lines().size(), 4U);
}

}  // namespace
}  // namespace gatecast
