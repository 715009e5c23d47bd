// SPDX-License-Identifier: GPL-3.0-or-later
// What an as-run log adds up to, and how it compares with the plan. Called by `gatecast asrun` and by reports; plain
// functions.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "pipeline/playlist/day.h"
#include "pipeline/record/as_run_event.h"

namespace gatecast {

struct AsRunTotal {
    int64_t events = 0;
    std::chrono::milliseconds time{0};
};

/// Sums by display, by spoken language, by language of subtitles, by kind, by own or taken over, by first run or
/// repeat. What the record does not say stands under "".
struct AsRunTotals {
    AsRunTotal all;
    std::map<std::string, AsRunTotal> displays, spoken, subtitles, kinds, topics, provenance, runs;
};
[[nodiscard]] AsRunTotals totals_of(const std::vector<AsRunEvent>& events);

enum class Aired : uint8_t { kAired, kUnplanned, kUnaired };

/// One showing, planned or aired or both.
struct Reconciled {
    Aired what = Aired::kAired;
    std::string display, item, title;
    const AsRunEvent* event = nullptr;  // null: not aired
    std::chrono::milliseconds late{0};  // after its planned start, where both are known
};

/// Each showing of the plan finds the first event of its item on its display that no other took, by ID or, of imported
/// events, by title; fillers, notices and failovers are nobody's plan and are left out. `events` must live on.
[[nodiscard]] std::vector<Reconciled> reconcile(const Day& plan, const std::vector<std::string>& displays,
                                                const std::vector<AsRunEvent>& events);

}  // namespace gatecast
