// SPDX-License-Identifier: GPL-3.0-or-later
// The order that days of a house are made by: a day list whose items also say on which days they recur, parts of the
// day that are filled in turn, and special days (Tết, a day of mourning) that take its place or lie over it.
//
//   begins = "05:00"                          all that a day list says of its day
//   [[part]]                                  name, start, ends, on, special, repeat
//   [[special]]                               name, on, replaces, without (kinds that are left out)
//   [[item]]                                  all that an item says, and on, except, valid_from, valid_until, part,
//                                             special, priority, plays_per_hour
//
// {date}, {yyyy}, {mm} and {dd} in it stand for the day's. Called by `gatecast day new`.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/recurrence/part_filler.h"
#include "pipeline/playlist/recurrence/rule.h"

namespace gatecast {

struct TemplateEntry {
    Recurrence on;
    std::optional<Recurrence> except;
    std::optional<Date> valid_from, valid_until;  // both included
    std::string part, special;
    int priority = 0;
    int plays_per_hour = 0;  // 0: it is no spot
};

struct DayPart {
    std::string name;
    Time start{0}, ends{0};
    Recurrence on;
    std::string special;
    bool repeat = false;
};

struct SpecialDay {
    std::string name;
    std::optional<Recurrence> on;  // nothing: only when it is asked for by name
    bool replaces = false;         // the usual items are left out
    std::vector<std::string> without;
};

struct DayTemplate {
    std::filesystem::path file;
    std::vector<std::string> lines;        // what a day list knows, every line where it stands in the file
    std::map<int, TemplateEntry> entries;  // by the line of their [[item]], from 1
    std::vector<DayPart> parts;
    std::vector<SpecialDay> specials;
};

/// Throws Error with the line and what is wrong there.
[[nodiscard]] DayTemplate read_template(const std::filesystem::path& file);

/// The special day that falls on a date; null: a usual one.
[[nodiscard]] const SpecialDay* special_on(const DayTemplate& order, Date date);
/// Throws Error for a name that the template does not hold.
[[nodiscard]] const SpecialDay& special_named(const DayTemplate& order, const std::string& name);

/// Its items in the order of the clock, each part filled, files found on the disk. `special` may be null.
[[nodiscard]] DayReading day_of_template(const DayTemplate& order, Date date, const SpecialDay* special,
                                         const DaySettings& settings, const LengthOf& length_of);

}  // namespace gatecast
