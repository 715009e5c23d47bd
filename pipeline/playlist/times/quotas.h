// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a day speaks which language, is our own, is shown for the first time. Pure; called by the check of a day,
// by its page and by reports of what is planned.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

struct LanguageShare {
    std::string language;
    Time spoken{0};
    Time subtitled{0};  // where it is not spoken as well
    [[nodiscard]] Time both() const { return spoken + subtitled; }
};

struct DayTotals {
    std::vector<LanguageShare> languages;  // Vietnamese, English, Khmer, then others as they come
    std::vector<std::pair<std::string, Time>> kinds;
    Time items{0}, relays{0}, fillers{0}, standby{0}, nothing{0};
    Time own{0}, first_run{0};
};

/// An item counts for every language that it speaks or has subtitles in: whoever reads only that one can follow it.
[[nodiscard]] DayTotals totals_of(const Day& day, const Timetable& timetable);

/// The languages of an item's subtitles: as its fields say, then those of its cue files.
[[nodiscard]] std::vector<std::string> subtitle_languages(const Item& item);

/// What a quota asks for and the day does not reach.
struct Shortfall {
    enum class Of : uint8_t { kLanguage, kOwn, kFirstRun } of;
    std::string language;
    Time wanted{0}, planned{0};
};
[[nodiscard]] std::vector<Shortfall> shortfalls(const DayQuotas& quotas, const DayTotals& totals);

}  // namespace gatecast
