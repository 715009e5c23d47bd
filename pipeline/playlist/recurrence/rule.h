// SPDX-License-Identifier: GPL-3.0-or-later
// On which days something recurs, as people write it: "weekdays", "every Monday", "chủ nhật đầu tiên của tháng", dates.
// Pure; read by templates.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/playlist/day.h"

namespace gatecast {

class Recurrence {
public:
    /// Every day.
    Recurrence() = default;
    /// Any of the parts between commas: "daily", "monday", "mon-fri", "first sunday", "last friday of the month",
    /// "day 15", "30/4" (of every year), "2027-02-05", "2027-02-05..2027-02-12"; the same in Vietnamese. Nothing: it
    /// cannot be understood.
    [[nodiscard]] static std::optional<Recurrence> read(std::string_view text);

    [[nodiscard]] bool falls_on(Date date) const;

private:
    struct Rule {
        unsigned weekdays = 0x7F;                      // bit 0: Sunday
        int nth = 0;                                   // of those in the month; -1: the last; 0: each
        unsigned month_day = 0;                        // 0: any
        unsigned month = 0;                            // 0: any
        std::optional<std::pair<Date, Date>> between;  // both included
    };
    [[nodiscard]] static std::optional<Rule> read_rule(std::string_view text);
    [[nodiscard]] static std::optional<Rule> read_dates(std::string_view text);
    [[nodiscard]] static std::optional<Rule> read_words(std::string_view bare);

    std::vector<Rule> rules_{Rule{}};
};

}  // namespace gatecast
