// SPDX-License-Identifier: GPL-3.0-or-later
// A day's list as people wrote it: its items in order, and what stands in when one is missing. A value: readers make
// it, the timetable gives it times, writers put it out again. The settings of a house are a Day without items.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/playlist/item.h"

namespace gatecast {

using Date = std::chrono::year_month_day;

/// Minutes of each language that a day owes, and of own and first-run programmes.
struct DayQuotas {
    std::vector<std::pair<std::string, std::chrono::minutes>> languages;  // "km" → 120 min
    std::optional<std::chrono::minutes> own;
    std::optional<std::chrono::minutes> first_run;
    friend bool operator==(const DayQuotas&, const DayQuotas&) = default;
};

/// Where a folder of somebody's PC stands on this machine: `Z:\PHIM` is /srv/phim.
struct PathMap {
    std::string from;
    std::filesystem::path to;
    friend bool operator==(const PathMap&, const PathMap&) = default;
};

struct Day {
    Date date{};                       // !ok(): the list does not say
    std::string channel;               // for people and for XMLTV; may be empty
    Time begins{0};                    // from midnight: a day of 05:00 ends at 05:00 of the next
    std::optional<Time> ends;          // from midnight; nothing: 24 hours after it begins
    std::chrono::minutes utc{7 * 60};  // the place's offset; Asia/Ho_Chi_Minh has no summer time
    std::vector<std::string> displays;
    std::vector<Item> items;
    std::vector<std::filesystem::path> fillers;  // in turn, trimmed to the hole
    std::filesystem::path filler;                // the one for all else
    std::filesystem::path standby;
    DayQuotas quotas;
    std::vector<PathMap> path_map;
    std::vector<std::filesystem::path> folders;  // where names are looked for, after the list's own folder
    std::filesystem::path file;                  // where it was read from
    friend bool operator==(const Day&, const Day&) = default;
};

}  // namespace gatecast
