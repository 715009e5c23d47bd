// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/recurrence/part_filler.h"

#include <algorithm>

#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

PartFiller::PartFiller(std::vector<PartItem> items, std::vector<Spot> spots, bool repeat, LengthOf length_of)
    : items_(std::move(items)), repeat_(repeat), length_of_(std::move(length_of)) {
    for (Spot& spot : spots) {
        const Time every = Time(std::chrono::hours(1)) / std::max(spot.plays_per_hour, 1);
        spots_.push_back({std::move(spot), every, Time(0)});
    }
    // What is repeated must take time, or the part would never be full.
    if (repeat_) std::erase_if(items_, [&](const PartItem& each) { return length_of_(each.item) < kShortestPlay; });
}

void PartFiller::leave_out_what_does_not_fit(Time room) {
    for (;;) {
        Time whole{0};
        for (const PartItem& each : items_) whole += length_of_(each.item);
        if (whole <= room || items_.empty()) return;
        // Of the least important the last.
        auto least = items_.begin();
        for (auto each = items_.begin(); each != items_.end(); ++each)
            if (each->priority <= least->priority) least = each;
        const bool all_alike =
            std::ranges::all_of(items_, [&](const PartItem& each) { return each.priority == least->priority; });
        if (all_alike) return;  // nobody said what matters less: the timetable says what does not fit
        items_.erase(least);
    }
}

void PartFiller::add_due_spots(Time& at, Time until, std::vector<Item>& items) {
    for (Due& due : spots_) {
        const Time length = length_of_(due.spot.item);
        if (at < due.next || at + length > until) continue;
        items.push_back(due.spot.item);
        at += length;
        due.next = std::max(due.next + due.every, at);
    }
}

std::vector<Item> PartFiller::fill(Time from, Time until) {
    if (!begun_) {
        for (Due& due : spots_) due.next = from;
        if (!repeat_) leave_out_what_does_not_fit(until - from);
        begun_ = true;
    }
    std::vector<Item> items;
    Time at = from;
    while (at < until) {
        add_due_spots(at, until, items);
        if (items_.empty() || (!repeat_ && turn_ >= items_.size())) break;
        const Item& next = items_[turn_ % items_.size()].item;
        const Time length = length_of_(next);
        if (repeat_ && at + length > until) break;  // it keeps its turn for the next window
        items.push_back(next);
        at += length;
        ++turn_;
    }
    return items;
}

}  // namespace gatecast
