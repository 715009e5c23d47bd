// SPDX-License-Identifier: GPL-3.0-or-later
// What came of a day: its tasks, each with its report, and from that the published folder. Shared by the night, the
// result page and the commands.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/night/days/day_tasks.h"
#include "pipeline/night/items/item_report.h"
#include "pipeline/playlist/published_day.h"

namespace gatecast {

enum class ItemState : uint8_t { kReady, kPartly, kFailed, kSkipped, kWaiting };

struct DayOutcome {
    std::vector<ItemTask> tasks;
    std::vector<std::optional<ItemReport>> reports;  // as the tasks; nothing: not rendered yet
    int64_t segments_made = 0, segments_kept = 0;    // of this run
    size_t items_made = 0;                           // so many needed work in this run
    bool stopped = false;
    bool yielded = false;    // to something urgent
    bool published = false;  // the folder was changed

    [[nodiscard]] ItemState state(size_t task) const;
    [[nodiscard]] size_t count(ItemState state) const;
    [[nodiscard]] int64_t bytes() const;  // of all files
};

/// "led-p4/007-phim.mp4": where an item's file stands in the published folder.
[[nodiscard]] std::string published_path(const ItemTask& task, const FileReport& file, const ItemReport& report);

/// As day.json says it, without the pages.
[[nodiscard]] PublishedDay published_day(const DayWork& work, const DayOutcome& outcome);

}  // namespace gatecast
