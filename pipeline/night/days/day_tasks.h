// SPDX-License-Identifier: GPL-3.0-or-later
// A day as work: one task an item with media, each filler and the standby picture, in the order they are needed on
// air. Pure but for cue files, which are looked for beside the media. Called by the night.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/night/days/day_work.h"
#include "pipeline/night/items/item_job.h"
#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

struct ItemTask {
    enum class Role : uint8_t { kItem, kFiller, kStandby } role = Role::kItem;
    std::string id;              // of the item; "filler-001", "standby"
    size_t item = 0;             // of the day's, for kItem
    size_t number = 0;           // from 1, in the list's order: first part of published names
    std::optional<Time> on_air;  // from midnight; nothing: it finds no time, or is only there in case of need
    std::filesystem::path folder;
    ItemJob job;
};

/// In the list's order, times still unknown.
[[nodiscard]] std::vector<ItemTask> tasks_of(const DayWork& work);

/// Gives the tasks their times, once it is known how long the media are.
void set_times(const DayWork& work, const MediaFacts& facts, std::vector<ItemTask>& tasks);

/// Numbers of the tasks, what is on air first first; then what has no time.
[[nodiscard]] std::vector<size_t> by_deadline(const std::vector<ItemTask>& tasks);

}  // namespace gatecast
