// SPDX-License-Identifier: GPL-3.0-or-later
// A timetable as people read it: a row for each item, one for a run of fillers. What a row is called, which colour it
// has. Used by the table on the terminal, the drawing and the page.
#pragma once

#include <string>
#include <vector>

#include "pipeline/pages/language.h"
#include "pipeline/playlist/fields.h"
#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

struct TimetableRow {
    size_t first = 0;  // of the timetable's airings
    size_t count = 1;  // fillers that follow each other
    AiringKind kind = AiringKind::kItem;
    int item = -1;
    Time start{0}, end{0};
    [[nodiscard]] Time length() const { return end - start; }
};
[[nodiscard]] std::vector<TimetableRow> rows_of(const Timetable& timetable);

/// What is needed to show a day to people of one language.
struct DayView {
    const Day& day;
    const Timetable& timetable;
    const FieldLists& fields;
    const Catalogue& catalogue;

    [[nodiscard]] const Item* item(const TimetableRow& row) const;
    [[nodiscard]] const Airing& airing(const TimetableRow& row) const { return timetable.airings[row.first]; }
    /// The item's first title, else its file's name; "filler", "standby picture" of what stands in.
    [[nodiscard]] std::string name(const TimetableRow& row) const;
    /// The label of a kind; empty of items without one.
    [[nodiscard]] std::string kind_label(const std::string& kind) const;
    [[nodiscard]] std::string language_label(const std::string& language) const;
    /// "#3b6fb6" for a kind of the closed list, the same on every day.
    [[nodiscard]] std::string kind_colour(const std::string& kind) const;
    [[nodiscard]] std::string language_colour(const std::string& language) const;
    [[nodiscard]] std::string date_in_words() const;
};

/// "05:00", "00:30 +1" where it is of the night after: 24:30.
[[nodiscard]] std::string clock_of_day(Time from_midnight);
/// "05:00:00", with the frame's part of a second where there is one.
[[nodiscard]] std::string exact_clock(Time from_midnight);
/// "1 h 05 min", "42 s".
[[nodiscard]] std::string short_length(Time length);

}  // namespace gatecast
