// SPDX-License-Identifier: GPL-3.0-or-later
// What one display shows of the published days of a folder: each item at its own time by the clock of the place, joined
// in progress by whoever comes late. A day that is published anew is taken over; one that cannot be read leaves the
// one before it in force. Asked on the site's one thread.
#pragma once

#include <functional>
#include <map>

#include "pipeline/live/site/rundown.h"
#include "pipeline/playlist/published_day.h"
#include "pipeline/playlist/times/timetable.h"
#include "presets/message.h"

namespace gatecast {

/// A stretch of a published day that has a file for the display.
struct PlannedFile {
    Instant start, end;
    RundownEntry entry;  // without origin: that is the grid's
};

/// In order of time, without overlap. `folder`: the day's.
[[nodiscard]] std::vector<PlannedFile> planned_files(const PublishedDay& day, const std::filesystem::path& folder,
                                                     const std::string& display, Rational rate);

class DayRundown : public Rundown {
public:
    /// `wall_of_zero`: UTC of the grid's frame 0, by the clock as it goes now.
    DayRundown(std::filesystem::path root, std::string display, Rational rate, std::function<Time()> wall_of_zero);

    [[nodiscard]] std::optional<RundownEntry> at(int64_t n) override;
    [[nodiscard]] std::optional<RundownEntry> after(const std::string& key) override;
    [[nodiscard]] std::optional<RundownEntry> find(const std::string& key) override;
    [[nodiscard]] std::optional<RundownEntry> upcoming(int64_t n, int64_t until) override;
    [[nodiscard]] Change look_again(int64_t n) override;

private:
    struct Known {
        std::string mark;  // of its day.json
        std::vector<PlannedFile> files;
    };
    [[nodiscard]] Instant instant_of(int64_t n) const;
    [[nodiscard]] RundownEntry with_origin(const PlannedFile& planned) const;
    void read(const std::string& day, const std::string& mark, Change& change);
    void arrange();

    const std::filesystem::path root_;
    const std::string display_;
    const Rational rate_;
    const std::function<Time()> wall_of_zero_;
    std::map<std::string, Known> days_;  // by date
    std::vector<PlannedFile> plan_;      // of all days, in order
};

}  // namespace gatecast
