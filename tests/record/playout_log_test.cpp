// SPDX-License-Identifier: GPL-3.0-or-later
// Logs of playout servers, as they name their columns and write their times.
#include "pipeline/record/playout_log.h"

#include <gmock/gmock.h>

namespace gatecast {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

const UtcMillis kMidnight = std::chrono::sys_days(std::chrono::year(2026) / 12 / 2) - hours(7);

PlayoutLog read(const std::string& text, const std::string& day = "2026-12-02") {
    PlayoutDefaults defaults;
    defaults.display = "tv";
    defaults.day = day;
    defaults.fields.spoken = "vi";
    return read_playout_log(text, "playout.txt", defaults);
}

TEST(PlayoutLog, reads_dates_clocks_and_frames) {
    const PlayoutLog log = read(
        "Playout log BPTV1\nDate\tStart Time\tDuration\tClip ID\tTitle\tStatus\n"
        "02/12/2026\t05:00:00:12\t00:10:00:00\tBP0412\tThời sự sáng\tOK\n"
        "02/12/2026\t05:10:00.480\t90\tQC01\tQuảng cáo\tSkipped\n");
    ASSERT_EQ(log.events.size(), 2U);
    EXPECT_TRUE(log.problems.empty());
    EXPECT_EQ(log.events[0].start, kMidnight + hours(5) + milliseconds(480));
    EXPECT_EQ(log.events[0].end - log.events[0].start, minutes(10));
    EXPECT_EQ(log.events[0].item, "BP0412");
    EXPECT_EQ(log.events[0].title, "Thời sự sáng");
    EXPECT_EQ(log.events[0].display, "tv");
    EXPECT_EQ(log.events[0].fields.spoken, "vi");
    EXPECT_EQ(log.events[0].imported_from, "playout.txt");
    EXPECT_EQ(log.events[1].end - log.events[1].start, seconds(90));
    EXPECT_EQ(log.events[1].end_reason, EndReason::kSkipped);
}

TEST(PlayoutLog, knows_vietnamese_heads_in_any_order_and_form) {
    const PlayoutLog log = read(
        "\xEF\xBB\xBF"
        "Tên chương trình\tNgôn ngữ\tGiờ kết thúc\tGIỜ PHÁT\tKênh\tThể loại\r\n"
        "\"Phim \"\"Biên giới\"\"\"\tKhmer\t6h00\t5h30\tBPTV2\tfilm\r\n");
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0].start, kMidnight + hours(5) + minutes(30));
    EXPECT_EQ(log.events[0].end, kMidnight + hours(6));
    EXPECT_EQ(log.events[0].title, "Phim \"Biên giới\"");
    EXPECT_EQ(log.events[0].fields.spoken, "km");
    EXPECT_EQ(log.events[0].fields.kind, "film");
    EXPECT_EQ(log.events[0].display, "BPTV2");
}

TEST(PlayoutLog, goes_past_midnight) {
    const PlayoutLog log =
        read("start\tend\ttitle\n22:00\t23:30\tA\n23:30\t00:15\tB\n00:15\t01:00\tC\n24:30\t25:00\tD\n");
    ASSERT_EQ(log.events.size(), 4U);
    EXPECT_EQ(log.events[1].end, kMidnight + hours(24) + minutes(15));
    EXPECT_EQ(log.events[2].start, kMidnight + hours(24) + minutes(15));
    EXPECT_EQ(log.events[3].start, kMidnight + hours(24) + minutes(30));
    const PlayoutLog whole = read("start\tduration\n2026-12-31 23:59:30\t0:01:00\n", "");
    EXPECT_EQ(whole.events.at(0).start,
              UtcMillis(std::chrono::sys_days(std::chrono::year(2026) / 12 / 31)) + hours(17) - seconds(30));
}

TEST(PlayoutLog, says_which_rows_it_cannot_count) {
    const PlayoutLog log = read("start\tduration\ttitle\nsoon\t10\tA\n05:00\t\tB\n05:00:00:25\t10\tC\n06:00\t10\tD\n");
    EXPECT_EQ(log.events.size(), 1U);
    ASSERT_EQ(log.problems.size(), 3U);
    EXPECT_THAT(in_english(log.problems[0]), HasSubstr("line 2"));
    EXPECT_THAT(in_english(log.problems[1]), HasSubstr("line 3"));
    EXPECT_THAT(in_english(log.problems[2]), HasSubstr("\"05:00:00:25\""));
}

TEST(PlayoutLog, refuses_what_is_no_log) {
    EXPECT_THROW((void)read(""), Error);
    EXPECT_THROW((void)read("title\tstart\nA\t05:00\n"), Error);
    EXPECT_THROW((void)read("start\tduration\n05:00\t10\n", ""), Error) << "no date anywhere";
    EXPECT_THROW((void)read("Gi\xEA ph\xB8t\n"), Error);
}

}  // namespace
}  // namespace gatecast
