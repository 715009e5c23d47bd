// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/approval_time.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

using namespace std::chrono;

const sys_seconds kFive = sys_days(year(2026) / 12 / 2) + hours(10);  // 17:00 at the place

TEST(ApprovalTime, is_written_at_the_places_clock_and_read_again) {
    EXPECT_EQ(approval_time_text(kFive), "2026-12-02 17:00:00 +07:00");
    EXPECT_EQ(approval_time_text(sys_days(year(2026) / 12 / 31) + hours(17)), "2027-01-01 00:00:00 +07:00");
    for (int64_t t = 0; t < 4'000'000'000; t += 98'765'431)
        EXPECT_EQ(approval_time(approval_time_text(sys_seconds(seconds(t))), DayEdge::kBegins),
                  sys_seconds(seconds(t)));
}

TEST(ApprovalTime, reads_what_people_type) {
    for (const char* text :
         {"2026-12-02T10:00:00Z", "2026-12-02 10:00Z", "2026-12-02 17:00", "2/12/2026 17:00", "02/12/2026 17:00:00",
          "02-12-2026 17:00", "2.12.2026 17:00", "2026-12-02 05:30 -0430", "2026/12/02 17:00"})
        EXPECT_EQ(approval_time(text, DayEdge::kEnds), kFive) << text;
    EXPECT_EQ(approval_time("2026-12-02", DayEdge::kBegins), kFive - hours(17));
    EXPECT_EQ(approval_time("02/12/2026", DayEdge::kEnds), kFive + hours(7) - seconds(1));
}

TEST(ApprovalTime, refuses_what_it_does_not_understand) {
    for (const char* text : {"", "tomorrow", "2026-13-02", "31/02/2026", "12/31/2026", "2026-12-02 25:00",
                             "2026-12-02 17:61", "2026-12-02 17", "2026-12-02 17:00 +7x", "2026-12-02 17:00 ICT",
                             "46358", "46358.7083", "2026-12", "1-2-3", "2026-12-02x", "Dec-26"})
        EXPECT_FALSE(approval_time(text, DayEdge::kBegins)) << text;
}

}  // namespace
}  // namespace gatecast
