// SPDX-License-Identifier: GPL-3.0-or-later
// The night itself: what is remembered stands, what is missing is rendered by child processes, the earliest on air
// first; failing items stop nothing; at the end, or where it has to give way, the day is published. Called by the
// commands, which hold the root's lock; one thread.
#pragma once

#include <functional>
#include <string>

#include "pipeline/night/days/day_outcome.h"
#include "pipeline/pages/language.h"

namespace gatecast {

struct DayProgress {
    size_t items_done = 0, items_all = 0;
    int64_t frames_done = 0, frames_all = 0;  // of this run; estimated until an item is planned
    std::string now;                          // id of an item in hand
};

struct DayWatcher {
    std::function<void(const DayProgress&)> progress = [](const DayProgress&) {};
    std::function<void(const ItemTask&, const ItemReport&)> finished = [](const ItemTask&, const ItemReport&) {};
    std::function<bool()> stop = [] { return false; };
    std::function<bool()> yield = [] { return false; };
};

/// `only`: render this item and nothing else, and say of the others what is known; empty: all. Throws Error where the
/// day as a whole cannot be rendered or published, or has no such item.
[[nodiscard]] DayOutcome render_day(const DayWork& work, const std::string& only, const Catalogue& vietnamese,
                                    const DayWatcher& watcher);

}  // namespace gatecast
