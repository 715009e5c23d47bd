// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast asrun reconcile LIST: what of the plan was aired, what was not, what was aired without being planned.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/asrun.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/record/as_run_table.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// Events that began inside the day of the plan, which may begin at 05:00.
std::vector<AsRunEvent> events_of(const Day& plan, const fs::path& log) {
    const auto midnight = UtcMillis(std::chrono::sys_days(plan.date)) - plan.utc;
    const auto millis = [](Time time) { return std::chrono::floor<std::chrono::milliseconds>(time); };
    const auto begins = midnight + millis(plan.begins);
    const auto ends = plan.ends ? midnight + millis(*plan.ends) : begins + std::chrono::hours(24);
    std::vector<AsRunEvent> events = read_events(log, place_day(begins), place_day(ends));
    std::erase_if(events, [&](const AsRunEvent& event) { return event.start < begins || event.start >= ends; });
    std::ranges::stable_sort(events, {}, &AsRunEvent::start);
    return events;
}

std::vector<std::string> displays_of(const Day& plan, const std::vector<AsRunEvent>& events, const Options& options) {
    if (options.has("display")) return options.all("display");
    std::vector<std::string> displays = plan.displays;
    for (const AsRunEvent& event : events)
        if (std::ranges::find(displays, event.display) == displays.end()) displays.push_back(event.display);
    return displays;
}

const char* name_of(Aired what) {
    switch (what) {
        case Aired::kAired:
            return N_("aired");
        case Aired::kUnplanned:
            return N_("aired, not planned");
        case Aired::kUnaired:
            return N_("NOT AIRED");
    }
    return "";
}

constexpr const char* kIds[] = {"aired", "aired_unplanned", "planned_unaired"};

}  // namespace

void reconcile_as_run(const Options& options, const fs::path& log, Console& console) {
    const Day plan = read_and_tell(options.words()[1], day_settings(options), console);
    if (!plan.date.ok()) throw Error(message("{} says no date. Give the day: --date 2026-12-02.", plan.file.string()));
    const std::vector<AsRunEvent> events = events_of(plan, log);
    const std::vector<Reconciled> found = reconcile(plan, displays_of(plan, events, options), events);
    std::vector<std::vector<std::string>> rows{{console.text(N_("State")), console.text(N_("Display")),
                                                console.text(N_("Item")), console.text(N_("Start (Vietnam)")),
                                                console.text(N_("Late (s)")), console.text(N_("Title"))}};
    nlohmann::json list = nlohmann::json::array();
    int64_t counts[3] = {};
    for (const Reconciled& each : found) {
        const double late = std::chrono::duration<double>(each.late).count();
        const std::string start = each.event != nullptr ? place_text(each.event->start).substr(0, 19) : std::string();
        ++counts[static_cast<size_t>(each.what)];
        rows.push_back({console.text(name_of(each.what)), each.display, each.item, start,
                        each.event != nullptr ? fmt::format("{:.1f}", late) : std::string(), each.title});
        list.push_back({{"state", kIds[static_cast<size_t>(each.what)]},
                        {"display", each.display},
                        {"item", each.item},
                        {"title", each.title},
                        {"start", start},
                        {"late_s", late},
                        {"sequence", each.event != nullptr ? each.event->sequence : 0}});
    }
    if (!console.json() && !found.empty()) print_table(rows, console);
    console.say(message("Aired as planned: {}. Aired, not planned: {}. Planned, not aired: {}.", counts[0], counts[1],
                        counts[2]));
    if (counts[2] > 0) console.warn(message("{} planned showings were not aired.", counts[2]));
    if (console.json()) console.print_json({{"plan", plan.file.string()}, {"showings", list}});
}

}  // namespace gatecast
