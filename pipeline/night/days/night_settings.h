// SPDX-License-Identifier: GPL-3.0-or-later
// What a house has settled for its nights: NIGHT.toml of `gatecast nightly`, or the same from the command line. One
// table of options; paths stand relative to the file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/night/days/day_work.h"
#include "presets/option_table.h"

namespace gatecast {

struct NightSettings {
    std::string lists;                  // folder of day lists, each named by its date
    std::string list_file;              // what all lists of the house leave out (a day list without items)
    int64_t days_ahead = 1;             // which day a night renders: 1 is tomorrow
    std::string root;                   // where dated folders are published
    std::vector<std::string> displays;  // none: the list's own
    std::vector<std::string> encodes;
    std::string approvals;
    std::string style;
    std::string logo;
    int64_t verify = 1;  // of Verify
    std::optional<int64_t> jobs;
    std::optional<int64_t> leave_cores;
    std::string executor = "local";
    std::vector<std::string> slurm;  // "partition=night"
    int64_t nice = 10;
    int64_t silence_min = 30;
    std::vector<std::string> presets;
    std::string store;        // empty: the usual place
    std::string store_limit;  // "50G"; empty: the usual one
    int64_t keep_days = 0;    // published days; 0: all
    bool current = false;
    bool wait = true;
};

/// Throws Error with the first mistake of the file.
[[nodiscard]] NightSettings read_night_settings(const std::filesystem::path& file);
/// For people who write one.
[[nodiscard]] std::vector<ShownOption> night_options();

/// Processors that a night may use: all but those left to others; where nobody says how many, one for a live programme
/// that runs here.
[[nodiscard]] int night_jobs(const NightSettings& settings);

/// The list of this day in a folder, by the date in its name (2026-12-02, 20261202, 02-12-2026, 2.12.2026 …). Throws
/// Error where there is none, or more than one.
[[nodiscard]] std::filesystem::path list_of_day(const std::filesystem::path& folder, const Date& date);

}  // namespace gatecast
