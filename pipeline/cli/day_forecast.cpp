// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/day_forecast.h"

#include <set>
#include <tuple>

#include "pipeline/playlist/times/timetable_rows.h"
#include "pipeline/render/cost.h"

namespace gatecast {
namespace {

struct Target {
    Display display;
    Encode encode;
    PixelCost cost;
};

std::vector<Target> targets_of(const std::vector<std::string>& names, const PresetLibrary& library,
                               const Store& store) {
    std::vector<Target> targets;
    for (const std::string& name : names) {
        const Display display = library.display(name);
        const Encode encode = library.encode(display.default_encode);
        targets.push_back({display, encode, pixel_cost(store, encode)});
    }
    return targets;
}

std::string gigabytes(int64_t bytes) {
    return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e9);
}

}  // namespace

NightForecast forecast_night(const Day& day, const Timetable& timetable, const std::vector<std::string>& displays,
                             const PresetLibrary& library, const Store& store) {
    NightForecast forecast;
    const std::vector<Target> targets = targets_of(displays, library, store);
    std::set<std::tuple<std::filesystem::path, Time, Time, std::string>> counted;
    for (const Airing& airing : timetable.airings) {
        if (airing.kind != AiringKind::kItem && airing.kind != AiringKind::kFiller) continue;
        const std::string graphics = airing.item < 0 ? "" : day.items[static_cast<size_t>(airing.item)].graphics;
        if (!counted.emplace(airing.media, airing.in, airing.out + airing.lost, graphics).second) continue;
        const Time length = airing.out + airing.lost - airing.in;
        for (const Target& target : targets) {
            forecast.processor_s += target.cost.seconds * gigapixels(target.display, length);
            forecast.bytes += forecast_bytes(target.cost, target.display, target.encode, length);
            forecast.measured = forecast.measured && target.cost.measured;
        }
    }
    return forecast;
}

void judge_forecast(const NightForecast& forecast, const Store& store, int processors, std::chrono::hours night,
                    DayFindings& findings) {
    if (forecast.bytes == 0) return;
    std::error_code error;
    const auto free = static_cast<int64_t>(std::filesystem::space(store.root(), error).available);
    const int64_t needed = 2 * forecast.bytes;
    const auto lasts = forecast.lasts(processors);
    findings.add(Severity::kNote, "forecast",
                 forecast.measured
                     ? message("The night needs at most {} on {} processors and {} GB of disk, by what rendering cost "
                               "here last.",
                               short_length(lasts), processors, gigabytes(needed))
                     : message("The night needs at most about {} on {} processors and {} GB of disk, as a usual "
                               "machine does; after the first render the figures are this machine's.",
                               short_length(lasts), processors, gigabytes(needed)));
    if (!error && free < needed)
        findings.add(Severity::kError, "forecast-disk",
                     message("{}: {} GB are free, the night needs up to {} GB. Make room: gatecast cache clean, older "
                             "days.",
                             store.root().string(), gigabytes(free), gigabytes(needed)));
    if (lasts > night)
        findings.add(Severity::kWarning, "forecast-time",
                     message("The night needs up to {}, but it has {}. Begin earlier, on more processors, or with "
                             "fewer displays.",
                             short_length(lasts), short_length(night)));
}

}  // namespace gatecast
