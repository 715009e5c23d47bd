// SPDX-License-Identifier: GPL-3.0-or-later
// What a night will need for a day: disk and hours, were nothing of it rendered yet. Called by the check of days.
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

#include "pipeline/playlist/times/day_check.h"
#include "pipeline/render/store.h"
#include "presets/library.h"

namespace gatecast {

struct NightForecast {
    double processor_s = 0;  // of one processor
    int64_t bytes = 0;       // of all files
    bool measured = true;    // false: some encode was not rendered on this machine yet
    [[nodiscard]] std::chrono::seconds lasts(int processors) const {
        return std::chrono::seconds(static_cast<int64_t>(processor_s / processors));
    }
};

/// Each part of a file once for each of the displays, as the night renders it.
[[nodiscard]] NightForecast forecast_night(const Day& day, const Timetable& timetable,
                                           const std::vector<std::string>& displays, const PresetLibrary& library,
                                           const Store& store);

/// Says it, and warns where the disk or the night is too small. Finished work lies in the store and again in the folder
/// of the day.
void judge_forecast(const NightForecast& forecast, const Store& store, int processors, std::chrono::hours night,
                    DayFindings& findings);

}  // namespace gatecast
