// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/metrics.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

namespace gatecast {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

json status() {
    return json::parse(
        R"({"alarms": {"refused": 3}, "memory_bytes": {"site": 5000000, "mixer": 7000000}, "mixer": {"frame": 500, "left_out": 2, "late_decks": 1,
        "lateness_ms": {"p50": 1.5, "p99": 4, "p999": 9, "worst": 12},
        "displays": {"led \"A\"": {"encoded": 498, "dropped_encode": 2, "waiting": 1, "dropped_output": 0}}},
        "outputs": {"led": {"process": 1, "sinks": [
            {"name": "udp", "kind": "udp", "state": "up", "packets": 10, "dropped": 0, "failures": 0, "waiting": 0},
            {"name": "srt", "kind": "srt", "state": "backing off", "packets": 3, "dropped": 7, "failures": 4,
             "waiting": 2}]}}})");
}

TEST(Metrics, SayWhatTheSiteSays) {
    const std::string text = metrics_of(status());
    EXPECT_THAT(text, HasSubstr("gatecast_up 1\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_frames_total 500\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_frame_lateness_seconds{quantile=\"0.999\"} 0.009\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_encoded_frames_total{display=\"led \\\"A\\\"\"} 498\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_alarms_total{alarm=\"refused\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_resident_memory_bytes{process=\"mixer\"} 7000000\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_sink_up{display=\"led\",sink=\"udp\",kind=\"udp\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_sink_up{display=\"led\",sink=\"srt\",kind=\"srt\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("gatecast_sink_dropped_packets_total{display=\"led\",sink=\"srt\",kind=\"srt\"} 7\n"));
}

TEST(Metrics, EveryRowHasItsHeadAndTheRightForm) {
    const std::regex row("gatecast_([a-z_]+)(\\{[^}]*\\})? -?[0-9.e+-]+");
    std::istringstream lines(metrics_of(status()));
    std::string line, type;
    while (std::getline(lines, line)) {
        if (line.starts_with("# TYPE gatecast_")) type = line.substr(16);
        if (line.starts_with("#")) continue;
        std::smatch found;
        ASSERT_TRUE(std::regex_match(line, found, row)) << line;
        EXPECT_EQ(type.substr(0, type.find(' ')), found[1].str()) << line;
        EXPECT_EQ(found[1].str().ends_with("_total"), type.ends_with("counter")) << line;
    }
}

TEST(Metrics, ASiteThatDoesNotAnswerIsDownAndNotReady) {
    EXPECT_THAT(metrics_of(json()), HasSubstr("gatecast_up 0\n"));
    EXPECT_FALSE(is_ready(json()));
    EXPECT_TRUE(is_ready(status()));
    json one = status();
    one["mixer"]["displays"]["kiosk"] = {{"encoded", 0}};
    EXPECT_FALSE(is_ready(one));
    for (const char* odd : {"[]", "{\"mixer\": 7}", "{\"outputs\": {\"a\": [1]}}", "\"x\""})
        EXPECT_THAT(metrics_of(json::parse(odd)), HasSubstr("gatecast_up ")) << odd;
}

}  // namespace
}  // namespace gatecast
