// SPDX-License-Identifier: GPL-3.0-or-later
// The rundown of one display by its published days: each entry at its place by the clock, so that whoever starts at any
// moment lands where he should. Before the first day, between days and where nothing is planned, the loop shows. The
// site process's one thread.
#pragma once

#include <functional>
#include <map>

#include "pipeline/live/rundown.h"
#include "pipeline/playlist/published_day.h"
#include "pipeline/playlist/timetable.h"

namespace gatecast {

/// A published day as one display shows it.
struct DayOfDisplay {
    Timetable timetable;
    std::vector<Item> items;                              // whose media are the published files
    std::map<std::filesystem::path, std::string> hashes;  // what the night says of them
};
[[nodiscard]] DayOfDisplay day_of_display(const PublishedDay& published, const std::filesystem::path& folder,
                                          const std::string& display, Rational rate);

class DayRundown : public Rundown {
public:
    /// `wall_of_zero`: UTC of the grid's frame 0 as the clocks stand now.
    using WallOfZero = std::function<Time()>;
    DayRundown(std::filesystem::path published, std::string display, Rational rate, WallOfZero wall_of_zero,
               std::vector<std::filesystem::path> loop);

    [[nodiscard]] std::optional<RundownEntry> at(int64_t n) override;
    [[nodiscard]] std::optional<RundownEntry> after(const std::string& key) override;
    [[nodiscard]] std::optional<RundownEntry> find(const std::string& key) override;
    [[nodiscard]] std::optional<RundownEntry> upcoming(int64_t n, int64_t until) override;

private:
    struct Kept {
        DayOfDisplay day;
        std::filesystem::file_time_type written;
    };
    [[nodiscard]] const DayOfDisplay* day(const std::string& date);
    [[nodiscard]] std::optional<RundownEntry> entry(const std::string& date, size_t airing);
    [[nodiscard]] std::optional<RundownEntry> first_from(const std::string& date, size_t airing);
    [[nodiscard]] int64_t frame_of(Instant at) const;
    [[nodiscard]] Instant instant_of(int64_t n) const { return Instant(wall_of_zero_() + frame_time(n, rate_)); }
    /// The days that may hold a moment: those around it in any zone.
    [[nodiscard]] static std::vector<std::string> dates_around(Instant at);

    std::filesystem::path published_;
    std::string display_;
    Rational rate_;
    WallOfZero wall_of_zero_;
    LoopRundown loop_;
    std::map<std::string, Kept> days_;
};

}  // namespace gatecast
