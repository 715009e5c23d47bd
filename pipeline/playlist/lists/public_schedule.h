// SPDX-License-Identifier: GPL-3.0-or-later
// What the public is told of a day: programmes with the times they are due, bumpers and the like left out. Used by the
// writers of XMLTV and of the schedule's page. The timetable to the frame is timetable.h's.
#pragma once

#include <vector>

#include "pipeline/playlist/lists/day_lists.h"

namespace gatecast {

struct ScheduledItem {
    const Item* item = nullptr;
    Time start{0}, end{0};  // from midnight of the day's date
};

/// Throws Error where nothing says how long an item is that another follows.
[[nodiscard]] std::vector<ScheduledItem> public_schedule(const Day& day, const FieldLists& fields);

}  // namespace gatecast
