// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/day_rundown.h"

#include <algorithm>
#include <charconv>

#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using std::chrono::sys_days;

constexpr size_t kMostDays = 4;
constexpr const char* kDayFile = "day.json";

std::string text_of(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

/// "2026-12-02/17".
std::optional<std::pair<std::string, size_t>> parts_of(const std::string& key) {
    const size_t slash = key.find('/');
    if (slash != 10) return std::nullopt;
    size_t airing = 0;
    const char* end = key.data() + key.size();
    if (std::from_chars(key.data() + slash + 1, end, airing).ptr != end) return std::nullopt;
    return std::pair{key.substr(0, slash), airing};
}

std::optional<Date> date_of(const std::string& text) {
    int year = 0;
    unsigned month = 0, day = 0;
    if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
    const Date date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::string next_day(const std::string& date) {
    const std::optional<Date> day = date_of(date);
    return day ? text_of(Date(sys_days(*day) + std::chrono::days(1))) : std::string();
}

bool has_media(const Airing& airing) {
    return !airing.media.empty() && (airing.kind == AiringKind::kItem || airing.kind == AiringKind::kFiller);
}

}  // namespace

DayOfDisplay day_of_display(const PublishedDay& published, const fs::path& folder, const std::string& display,
                            Rational rate) {
    DayOfDisplay made;
    Day day = published.day;
    MediaFacts facts;
    const auto add = [&](const PublishedItem& item) {
        const fs::path file = folder / item.file->path;
        facts[file] = {item.duration, false};
        made.hashes[file] = item.file->sha256;
        return file;
    };
    for (Item& item : day.items) {
        const auto rendered = std::ranges::find_if(published.items, [&](const PublishedItem& each) {
            return each.item == item.id && each.display == display && each.file;
        });
        item.media = rendered != published.items.end() ? add(*rendered) : fs::path();
        item.in.reset();  // what is published begins and ends as the list said
        item.out.reset();
        item.cues.clear();
    }
    day.fillers.clear();
    day.filler.clear();
    for (const PublishedItem& spare : published.spares)
        if (spare.display == display && spare.file && spare.item != "standby") day.fillers.push_back(add(spare));
    made.timetable = make_timetable(day, facts, rate);
    made.items = std::move(day.items);
    return made;
}

DayRundown::DayRundown(fs::path published, std::string display, Rational rate, WallOfZero wall_of_zero,
                       std::vector<fs::path> loop)
    : published_(std::move(published)),
      display_(std::move(display)),
      rate_(rate),
      wall_of_zero_(std::move(wall_of_zero)),
      loop_(std::move(loop)) {}

/// Read again when the night has written it anew. A day that cannot be read is none.
const DayOfDisplay* DayRundown::day(const std::string& date) {
    std::error_code error;
    const fs::path folder = published_ / date;
    const auto written = fs::last_write_time(folder / kDayFile, error);
    if (error) return nullptr;
    const auto kept = days_.find(date);
    if (kept != days_.end() && kept->second.written == written) return &kept->second.day;
    try {
        if (days_.size() >= kMostDays) days_.erase(days_.begin());
        return &(days_[date] = {day_of_display(read_published_day(folder), folder, display_, rate_), written}).day;
    } catch (const std::exception&) {
        days_.erase(date);
        return nullptr;
    }
}

int64_t DayRundown::frame_of(Instant at) const {
    const Time since = at.time_since_epoch() - wall_of_zero_();
    return frame_at(since + frame_time(1, rate_) / 2, rate_);
}

std::optional<RundownEntry> DayRundown::entry(const std::string& date, size_t number) {
    const DayOfDisplay* day = this->day(date);
    if (day == nullptr || number >= day->timetable.airings.size()) return std::nullopt;
    const Airing& airing = day->timetable.airings[number];
    RundownEntry entry;
    entry.key = date + "/" + std::to_string(number);
    entry.media = airing.media;
    entry.in = airing.in;
    entry.frames = airing.frames;
    entry.origin = frame_of(day->timetable.instant(day->timetable.begins)) + airing.first;
    entry.title = airing.media.stem().string();
    if (airing.item >= 0) {
        const Item& item = day->items[static_cast<size_t>(airing.item)];
        if (!item.title_vi.empty()) entry.title = item.title_vi;
        entry.silent = item.silent;
    }
    return entry;
}

/// The first one with pictures from there on, also of the day after.
std::optional<RundownEntry> DayRundown::first_from(const std::string& date, size_t number) {
    std::string each = date;
    for (int days = 0; days < 2; ++days, each = next_day(each), number = 0) {
        const DayOfDisplay* day = this->day(each);
        if (day == nullptr) continue;
        const std::vector<Airing>& airings = day->timetable.airings;
        for (size_t i = number; i < airings.size(); ++i)
            if (has_media(airings[i])) return entry(each, i);
    }
    return std::nullopt;
}

std::vector<std::string> DayRundown::dates_around(Instant at) {
    const sys_days day = std::chrono::floor<std::chrono::days>(at);
    std::vector<std::string> dates;
    for (const int by : {1, 0, -1}) dates.push_back(text_of(Date(day + std::chrono::days(by))));
    return dates;
}

std::optional<RundownEntry> DayRundown::at(int64_t n) {
    const Instant now = instant_of(n);
    for (const std::string& date : dates_around(now)) {
        const DayOfDisplay* day = this->day(date);
        if (day == nullptr) continue;
        if (const std::optional<OnAir> on = what_is_on(day->timetable, now)) return first_from(date, on->airing);
    }
    return loop_.at(n);
}

std::optional<RundownEntry> DayRundown::after(const std::string& key) {
    const auto parts = parts_of(key);
    if (!parts) return loop_.after(key);
    const std::optional<RundownEntry> next = first_from(parts->first, parts->second + 1);
    return next ? next : loop_.at(0);
}

std::optional<RundownEntry> DayRundown::upcoming(int64_t n, int64_t until) {
    std::optional<RundownEntry> soonest;
    for (const std::string& date : dates_around(instant_of(n))) {
        const DayOfDisplay* day = this->day(date);
        if (day == nullptr || frame_of(day->timetable.instant(day->timetable.begins)) > until) continue;
        const std::vector<Airing>& airings = day->timetable.airings;
        for (size_t i = 0; i < airings.size(); ++i) {
            if (!has_media(airings[i])) continue;
            std::optional<RundownEntry> each = entry(date, i);
            if (!each || *each->origin > until) break;
            if (*each->origin > n && (!soonest || *each->origin < *soonest->origin)) soonest = std::move(each);
        }
    }
    return soonest;
}

std::optional<RundownEntry> DayRundown::find(const std::string& key) {
    const auto parts = parts_of(key);
    return parts ? entry(parts->first, parts->second) : loop_.find(key);
}

}  // namespace gatecast
