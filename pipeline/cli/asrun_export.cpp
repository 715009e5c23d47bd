// SPDX-License-Identifier: GPL-3.0-or-later
// The as-run log as tables: events or sums, for the screen, .xlsx and .csv.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/asrun.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/record/as_run_table.h"
#include "pipeline/record/sheet.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

struct TotalsOf {
    const char* name;   // --by, JSON
    const char* label;  // N_()
    std::map<std::string, AsRunTotal> AsRunTotals::*sums;
};
constexpr TotalsOf kTotals[] = {
    {"display", N_("Display"), &AsRunTotals::displays},
    {"spoken", N_("Spoken"), &AsRunTotals::spoken},
    {"subtitles", N_("Subtitles"), &AsRunTotals::subtitles},
    {"kind", N_("Kind"), &AsRunTotals::kinds},
    {"topic", N_("Topic"), &AsRunTotals::topics},
    {"provenance", N_("Own or taken over"), &AsRunTotals::provenance},
    {"run", N_("First run or repeat"), &AsRunTotals::runs},
};

struct Unit {
    const char* name;
    const char* label;  // N_()
    double seconds;
};
constexpr Unit kUnits[] = {{"minutes", N_("Minutes"), 60}, {"hours", N_("Hours"), 3600}, {"seconds", N_("Seconds"), 1}};

const Unit& unit_of(const Options& options) {
    const std::string name = options.one("unit", "minutes");
    const auto found = std::ranges::find(kUnits, name, [](const Unit& unit) { return std::string_view(unit.name); });
    if (found == std::end(kUnits))
        throw UsageError(message("--unit {}: unknown. Allowed: minutes, hours, seconds.", name));
    return *found;
}

/// Sums by something that is not in AsRunTotals: a day, a month, an item.
std::optional<std::map<std::string, AsRunTotal>> sums_by_text(const std::vector<AsRunEvent>& events,
                                                              const std::string& by) {
    std::map<std::string, AsRunTotal> sums;
    for (const AsRunEvent& event : events) {
        const std::string key = by == "day"     ? place_day(event.start)
                                : by == "month" ? place_day(event.start).substr(0, 7)
                                                : (event.title.empty() ? event.item : event.title);
        ++sums[key].events;
        sums[key].time += event.end - event.start;
    }
    return by == "day" || by == "month" || by == "item" ? std::optional(sums) : std::nullopt;
}

Sheet sums_sheet(const std::map<std::string, AsRunTotal>& sums, const std::string& label, const Unit& unit,
                 Console& console) {
    Sheet sheet{"as-run", {label, console.text(N_("Times")), console.text(unit.label)}, {}, {}, {1, 2}};
    for (const auto& [key, total] : sums)
        sheet.rows.push_back({key.empty() ? console.text(N_("not said")) : key, std::to_string(total.events),
                              fmt::format("{:.2f}", std::chrono::duration<double>(total.time).count() / unit.seconds)});
    return sheet;
}

Sheet events_sheet(const std::vector<AsRunEvent>& events, Console& console) {
    Sheet sheet{"as-run", {}, {}, {}, {}};
    for (const AsRunColumn& column : as_run_columns()) sheet.head.push_back(console.text(column.label));
    for (const AsRunEvent& event : events) {
        sheet.rows.emplace_back();
        for (const AsRunColumn& column : as_run_columns()) sheet.rows.back().push_back(column.text(event));
    }
    return sheet;
}

/// The sheets of an export: what was asked for, and with events the sums of everything behind it.
std::vector<Sheet> sheets_of(const std::vector<AsRunEvent>& events, const Options& options, Console& console) {
    const std::string by = options.one("by", "event");
    const Unit& unit = unit_of(options);
    const AsRunTotals totals = totals_of(events);
    if (const auto sums = sums_by_text(events, by))
        return {sums_sheet(*sums, console.text(by == "item" ? N_("Item") : N_("Period")), unit, console)};
    std::vector<Sheet> sheets;
    if (by == "event") sheets.push_back(events_sheet(events, console));
    for (const TotalsOf& of : kTotals) {
        if (by != "event" && by != of.name) continue;
        sheets.push_back(sums_sheet(totals.*of.sums, console.text(of.label), unit, console));
        sheets.back().name = of.name;
    }
    if (sheets.empty())
        throw UsageError(
            message("--by {}: unknown. Allowed: event, day, month, item, display, spoken, subtitles, kind, "
                    "topic, provenance, run.",
                    by));
    return sheets;
}

}  // namespace

void say_totals(const AsRunTotals& totals, Console& console) {
    console.say(message("In all: {} times, {}.", totals.all.events, duration_text(totals.all.time)));
    for (const TotalsOf& of : kTotals) {
        std::vector<std::vector<std::string>> rows;
        for (const auto& [key, total] : totals.*of.sums)
            rows.push_back({"  " + (key.empty() ? console.text(N_("not said")) : key),
                            fmt::format("{:>6}", total.events), duration_text(total.time)});
        if (rows.empty()) continue;
        console.print(console.text(of.label) + ":");
        print_table(rows, console);
    }
}

nlohmann::json json_of(const AsRunTotals& totals) {
    const auto one = [](const AsRunTotal& total) {
        return nlohmann::json{{"events", total.events}, {"seconds", std::chrono::duration<double>(total.time).count()}};
    };
    nlohmann::json json{{"all", one(totals.all)}};
    for (const TotalsOf& of : kTotals) {
        json[of.name] = nlohmann::json::object();
        for (const auto& [key, total] : totals.*of.sums) json[of.name][key] = one(total);
    }
    return json;
}

void export_as_run(const Options& options, const fs::path& log, Console& console) {
    const fs::path file = options.one("output");
    if (file.empty()) throw UsageError(message("asrun export: say the file to write: -o FILE.xlsx."));
    refuse_to_overwrite(file, options);
    const std::vector<AsRunEvent> events = chosen_events(options, log);
    write_sheets(file, sheets_of(events, options, console));
    console.say(message("{}: {} events.", file.string(), events.size()));
    if (console.json()) console.print_json({{"file", file.string()}, {"events", events.size()}});
}

}  // namespace gatecast
