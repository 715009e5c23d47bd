// SPDX-License-Identifier: GPL-3.0-or-later
// A day checked before it is rendered: its times, its files, their subtitles, approvals, quotas, and what the night
// will need. Called by `gatecast check`.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/cli/console.h"
#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/times/day_check.h"
#include "pipeline/render/store.h"
#include "presets/library.h"

namespace gatecast {

struct DayCheckSettings {
    DaySettings lists;
    std::vector<std::string> displays;  // none: the day's own
    std::string style;                  // of subtitles; empty: each display's own
    std::string gate;                   // the day is for; empty: any
    std::filesystem::path approvals;    // the list of what was released; empty: not asked
    std::chrono::hours night{8};
    int processors = 1;
};

/// For programs: items by their numbers from 1.
[[nodiscard]] nlohmann::json to_json(const std::vector<DayFinding>& findings, const Console& console);

/// Whether a file holds the list of a day, by its content: a spreadsheet may hold subtitles as well.
[[nodiscard]] bool is_day_list(const std::filesystem::path& file, const DaySettings& settings);
/// The days in a folder, by name; none: it is no folder of days.
[[nodiscard]] std::vector<std::filesystem::path> days_in(const std::filesystem::path& folder);

/// Says what was found; the file's entry in the JSON.
[[nodiscard]] nlohmann::json check_day_list(const std::filesystem::path& file, const DayCheckSettings& settings,
                                            const PresetLibrary& library, const Store& store, Console& console);

}  // namespace gatecast
