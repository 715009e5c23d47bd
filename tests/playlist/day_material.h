// SPDX-License-Identifier: GPL-3.0-or-later
// Days made by hand for the tests of timetables and checks.
#pragma once

#include <utility>

#include "pipeline/playlist/times/gap_ladder.h"
#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

inline Item item(const std::string& media, std::optional<Time> start = {}) {
    Item item;
    item.id = media;
    item.media = media;
    item.start = start;
    return item;
}

inline Item relay(const std::string& source, std::optional<Time> start, std::optional<Time> duration) {
    Item item;
    item.id = source;
    item.relay = Relay{source, RelayEnd::kAtClock, {}, {}};
    item.start = start;
    item.duration = duration;
    return item;
}

inline Day whole_day(std::vector<Item> items) {
    Day day;
    day.date = std::chrono::year_month_day(std::chrono::year(2026), std::chrono::December, std::chrono::day(1));
    day.items = std::move(items);
    return day;
}

/// One hour from midnight.
inline Day short_day(std::vector<Item> items) {
    Day day = whole_day(std::move(items));
    day.ends = std::chrono::hours(1);
    return day;
}

inline int64_t frames_of_length(Time length, Rational rate) {
    return frames_of(length, rate);
}

}  // namespace gatecast
