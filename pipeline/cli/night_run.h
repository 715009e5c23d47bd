// SPDX-License-Identifier: GPL-3.0-or-later
// A day's render as a command: one at a time on a published root, giving way to what is urgent, with progress for
// people, and one summary at the end. Called by `day render`, `nightly` and `rush`.
#pragma once

#include <functional>
#include <string>

#include "pipeline/cli/console.h"
#include "pipeline/night/days/day_work.h"

namespace gatecast {

struct NightRun {
    std::string what;               // the command, for others who want the root: "gatecast nightly"
    std::filesystem::path root;     // published root
    bool wait = false;              // for another one that works on it
    bool urgent = false;            // before others
    std::string only;               // this item alone; empty: all
    std::function<DayWork()> read;  // the day, read anew after each time that something urgent came before it
    int64_t store_limit_bytes = 0;  // the store is cleaned down to this
    size_t keep_days = 0;           // published days that stay; 0: all
};

/// The exit code.
[[nodiscard]] int run_night(const NightRun& run, Console& console);

}  // namespace gatecast
