// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/day_rundown.h"

#include <sys/stat.h>

#include <algorithm>

#include "pipeline/playlist/lists/written.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

/// A day may last into the next one, and the next is loaded before it begins.
constexpr int kDaysBefore = 1, kDaysAfter = 1;

using FilesOfItems = std::map<std::string, const PublishedItem*>;

/// Of several encodes the first one made.
FilesOfItems files_for(const std::vector<PublishedItem>& items, const std::string& display) {
    FilesOfItems files;
    for (const PublishedItem& each : items)
        if (each.display == display && each.file) files.try_emplace(each.item, &each);
    return files;
}

/// An item that the night did not render can be played as it is where its film is here, and its length is known
/// without opening it.
bool place_raw(const Item& item, MediaFacts& facts) {
    const Time in = item.in.value_or(Time(0));
    const Time out = item.out.value_or(in + item.duration.value_or(Time(0)));
    std::error_code error;
    if (out <= in || !fs::is_regular_file(item.media, error)) return false;
    facts[item.media] = {out, false};
    return true;
}

/// The day as it plays here: finished files in place of media, which hold the part that the list asks for.
Day with_finished_files(const PublishedDay& published, const fs::path& folder, const std::string& display,
                        std::map<fs::path, const PublishedItem*>& made_by_file, MediaFacts& facts) {
    Day day = published.day;
    const FilesOfItems items = files_for(published.items, display), spares = files_for(published.spares, display);
    const auto place = [&](const PublishedItem& made) {
        fs::path file = folder / made.file->path;
        facts[file] = {made.duration, false};
        made_by_file[file] = &made;
        return file;
    };
    for (Item& item : day.items) {
        if (item.relay) continue;
        const auto made = items.find(item.id);
        if (made == items.end() && place_raw(item, facts)) continue;
        item.media = made != items.end() ? place(*made->second) : fs::path();
        item.in.reset();
        item.out.reset();
    }
    day.fillers.clear();
    day.filler.clear();
    day.standby.clear();
    for (const auto& [name, made] : spares)
        (name == "standby" ? day.standby : day.fillers.emplace_back()) = place(*made);
    return day;
}

std::string mark_of_file(const fs::path& file) {
    struct stat now {};
    if (stat(file.c_str(), &now) != 0) return {};
    return std::to_string(now.st_dev) + "." + std::to_string(now.st_ino) + "." + std::to_string(now.st_size) + "." +
           std::to_string(now.st_mtim.tv_sec) + "." + std::to_string(now.st_mtim.tv_nsec);
}

}  // namespace

std::vector<PlannedFile> planned_files(const PublishedDay& published, const fs::path& folder,
                                       const std::string& display, Rational rate) {
    MediaFacts facts;
    std::map<fs::path, const PublishedItem*> made;
    const Day day = with_finished_files(published, folder, display, made, facts);
    const Timetable timetable = make_timetable(day, facts, rate);
    std::vector<PlannedFile> files;
    for (const Airing& airing : timetable.airings) {
        if (airing.missing || airing.media.empty()) continue;
        PlannedFile planned{timetable.instant(airing.start), timetable.instant(airing.end), {}};
        planned.entry.media = airing.media;
        planned.entry.in = airing.in;
        planned.entry.frames = airing.frames;
        planned.entry.key = written_date(day.date) + "/" + std::to_string(airing.first);
        planned.entry.title = airing.media.stem().string();
        if (const auto found = made.find(airing.media); found != made.end()) {
            const PublishedItem& source = *found->second;
            planned.entry.sha256 = source.file->sha256;
            planned.entry.made_of = source.cues_sha256;
            planned.entry.made_of.push_back(source.source_sha256);
            planned.entry.integrated_lufs = source.integrated_lufs;
            planned.entry.true_peak_dbtp = source.true_peak_dbtp;
        }
        if (airing.item >= 0) {
            const Item& item = day.items[static_cast<size_t>(airing.item)];
            planned.entry.item = item.id;
            planned.entry.fields = item.fields;
            planned.entry.title = item.title_vi.empty() ? item.id : item.title_vi;
            planned.entry.silent = item.silent;
            planned.entry.cues = item.cues;
            const Item& as_written = published.day.items[static_cast<size_t>(airing.item)];
            const bool rendered = !planned.entry.made_of.empty();  // a finished file begins where the item does
            const Time in = airing.in + (rendered ? as_written.in.value_or(Time(0)) : Time(0));
            for (const ItemCues& each : as_written.cues) {
                planned.entry.soft.push_back({each.language, each.file, in});
                planned.entry.languages.push_back(each.language);
            }
        }
        files.push_back(std::move(planned));
    }
    return files;
}

DayRundown::DayRundown(fs::path root, std::string display, Rational rate, std::function<Time()> wall_of_zero)
    : root_(std::move(root)), display_(std::move(display)), rate_(rate), wall_of_zero_(std::move(wall_of_zero)) {}

/// The grid does not begin on a whole second of the clock: a frame stands for the half of a frame on either side of it.
Instant DayRundown::instant_of(int64_t n) const {
    return Instant(wall_of_zero_() + frame_time(n, rate_) + frame_time(1, rate_) / 2);
}

RundownEntry DayRundown::with_origin(const PlannedFile& planned) const {
    RundownEntry entry = planned.entry;
    entry.origin = frame_at(planned.start.time_since_epoch() - wall_of_zero_() + frame_time(1, rate_) / 2, rate_);
    return entry;
}

std::optional<RundownEntry> DayRundown::at(int64_t n) {
    const Instant now = instant_of(n);
    for (const PlannedFile& each : plan_)
        if (each.start <= now && now < each.end) return with_origin(each);
    return {};
}

std::optional<RundownEntry> DayRundown::find(const std::string& key) {
    const auto found = std::ranges::find(plan_, key, [](const PlannedFile& each) { return each.entry.key; });
    return found != plan_.end() ? std::optional(with_origin(*found)) : std::nullopt;
}

std::optional<RundownEntry> DayRundown::after(const std::string& key) {
    const auto found = std::ranges::find(plan_, key, [](const PlannedFile& each) { return each.entry.key; });
    if (found == plan_.end() || std::next(found) == plan_.end()) return {};
    return with_origin(*std::next(found));
}

std::optional<RundownEntry> DayRundown::upcoming(int64_t n, int64_t until) {
    const Instant now = instant_of(n), last = instant_of(until);
    for (const PlannedFile& each : plan_)
        if (each.start > now && each.start <= last) return with_origin(each);
    return {};
}

void DayRundown::read(const std::string& day, const std::string& mark, Change& change) {
    Known& known = days_[day];
    known.mark = mark;
    try {
        known.files = planned_files(read_published_day(root_ / day), root_ / day, display_, rate_);
        change.changed = true;
    } catch (const Error& wrong) {
        change.problems.push_back(wrong.message());  // what was read before stays
    }
}

/// Where two days meet, the later one has begun.
void DayRundown::arrange() {
    plan_.clear();
    for (const auto& [day, known] : days_) {
        if (!known.files.empty())
            while (!plan_.empty() && plan_.back().start >= known.files.front().start) plan_.pop_back();
        if (!plan_.empty() && !known.files.empty())
            plan_.back().end = std::min(plan_.back().end, known.files.front().start);
        plan_.insert(plan_.end(), known.files.begin(), known.files.end());
    }
}

Rundown::Change DayRundown::look_again(int64_t n) {
    Change change;
    const auto today = std::chrono::floor<std::chrono::days>(instant_of(n));
    std::vector<std::string> wanted;
    for (int day = -kDaysBefore; day <= kDaysAfter; ++day)
        wanted.push_back(written_date(Date(today + std::chrono::days(day))));
    for (const std::string& day : wanted) {
        const std::string mark = mark_of_file(root_ / day / "day.json");
        const auto known = days_.find(day);
        // A folder that is gone for a moment, like a disk that was pulled, takes nothing off the screen.
        if (!mark.empty() && (known == days_.end() || known->second.mark != mark)) read(day, mark, change);
    }
    if (std::erase_if(days_, [&](const auto& each) { return std::ranges::find(wanted, each.first) == wanted.end(); }) >
        0)
        change.changed = true;
    if (change.changed) arrange();
    return change;
}

}  // namespace gatecast
