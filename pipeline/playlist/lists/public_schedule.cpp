// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/public_schedule.h"

#include "pipeline/playlist/times/timetable.h"

namespace gatecast {
namespace {

constexpr Time kOneDay = std::chrono::hours(24);

std::optional<Time> length_of(const Item& item, Time start) {
    if (item.relay && item.relay->until) {
        const Time length = *item.relay->until - start;
        return length < Time(0) ? length + kOneDay : length;
    }
    if (item.out) return *item.out - item.in.value_or(Time(0));
    return item.duration || !item.relay ? item.duration : item.relay->at_most;
}

bool is_published(const Item& item, const FieldLists& fields) {
    const FieldValue* kind = item.fields.kind.empty() ? nullptr : fields.find("kind", item.fields.kind);
    return kind == nullptr || kind->published;
}

std::string name_of(const Item& item) {
    return item.title_vi.empty() ? item.id : item.title_vi;
}

}  // namespace

std::vector<ScheduledItem> public_schedule(const Day& day, const FieldLists& fields) {
    std::vector<ScheduledItem> schedule;
    std::optional<Time> next = day.begins;
    for (size_t i = 0; i < day.items.size(); ++i) {
        const Item& item = day.items[i];
        if (!item.start && !next)
            throw Error(
                message("Nothing says how long \"{}\" is, so nobody knows when \"{}\" begins. Write its length.",
                        name_of(day.items[i - 1]), name_of(item)));
        const Time start = item.start ? start_in_day(day, *item.start) : *next;
        const auto length = length_of(item, start);
        next = length ? std::optional(start + *length) : std::nullopt;
        Time end = next.value_or(end_of(day));
        const bool met = i + 1 < day.items.size() && day.items[i + 1].start;
        if (met)
            end = next ? std::min(end, start_in_day(day, *day.items[i + 1].start))
                       : start_in_day(day, *day.items[i + 1].start);
        if (is_published(item, fields)) schedule.push_back({&item, start, std::max(start, end)});
    }
    return schedule;
}

}  // namespace gatecast
