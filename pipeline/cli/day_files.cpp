// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day import and export; how all commands read a day's list.
#include <nlohmann/json.hpp>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/published_day.h"
#include "pipeline/playlist/times/timetable.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kDateOption{"date", N_("DATE"),
                             N_("the day that is wanted of a list of several, or of one that says none")};

constexpr Option kImportOptions[] = {kDayOutputOption,   kDateOption,     kDaySettingsOption,
                                     kDayEncodingOption, kDayForceOption, kPresetsOption};
constexpr Synopsis kImport{
    N_("day import LIST -o day.toml"),
    N_("Reads a day's list as people and programs write them (.xlsx, CSV, TSV, TOML, M3U8, ffplayout JSON), finds its "
       "files, and writes it as a day of ours. What cannot be used is said once a cause, with its rows."),
    kImportOptions, 1, 1};

constexpr Option kSeparatorOption{"separator", N_("SIGN"), N_("of .csv: a comma, or ; for a Vietnamese Excel (,)")};
constexpr Option kExportOptions[] = {kDayOutputOption, kSeparatorOption, kDaySettingsOption,
                                     kDayForceOption,  kPresetsOption,   kCacheOption};
constexpr Synopsis kExport{
    N_("day export DAY -o FILE"),
    N_("Writes a day for others: .xlsx and .csv for people, .m3u8 for players, .xml (XMLTV) and .html as the published "
       "schedule, .toml. The ending of FILE chooses."),
    kExportOptions, 1, 1};

fs::path output_of(const Options& options) {
    if (!options.has("output")) throw UsageError(message("Say where to write with -o FILE."));
    return options.one("output");
}

/// A schedule needs the length of every item: the files know it better than the list.
void set_lengths(Day& day, const Content& content, Console& console) {
    const DayEvidence evidence = look_at(day, content, console);
    const Timetable timetable = make_timetable(day, evidence.media);
    for (const Airing& airing : timetable.airings) {
        if (airing.item < 0) continue;
        Item& item = day.items[static_cast<size_t>(airing.item)];
        item.start = airing.start;
        item.duration = airing.length();
        item.in = item.out = {};
    }
}

/// Legends and pages speak the user's language.
DayWriteOptions writing_for(const Console& console) {
    DayWriteOptions writing;
    writing.language = console.language();
    writing.say = [&console](const char* literal) { return console.text(literal); };
    return writing;
}

bool is_schedule(const fs::path& file) {
    return file.extension() == ".xml" || file.extension() == ".html";
}

}  // namespace

Date read_date_option(const std::string& text, const char* option) {
    if (const auto date = read_date(text)) return *date;
    throw UsageError(message("--{} {}: not a date. Write it like 2026-12-02 or 02/12/2026.", option, text));
}

DaySettings day_settings(const Options& options) {
    DaySettings settings =
        read_day_settings(preset_directories(options.all("presets")), fs::path(options.one("settings")));
    settings.encoding = options.one("encoding");
    if (options.has("date")) settings.date = read_date_option(options.one("date"), "date");
    return settings;
}

void tell_reading(const DayReading& reading, Console& console) {
    for (const Message& problem : reading.problems) console.warn(problem);
    for (const Message& remark : reading.remarks) console.note(remark);
}

Day read_and_tell(const fs::path& file, const DaySettings& settings, Console& console) {
    if (fs::exists(file / "day.json")) return read_published_day(file).day;
    DayReading reading = read_day(file, settings);
    tell_reading(reading, console);
    return std::move(reading.day);
}

void refuse_to_overwrite(const fs::path& file, const Options& options) {
    if (fs::exists(file) && !options.has("force"))
        throw Error(message("{} is there already and stays as it is. Give another name, or --force.", file.string()));
}

int run_day_import(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kImport, arguments, console);
    if (!options) return kDone;
    const fs::path output = output_of(*options);
    const DaySettings settings = day_settings(*options);
    refuse_to_overwrite(output, *options);
    const DayReading reading = read_day(options->words().front(), settings);
    tell_reading(reading, console);
    if (reading.day.items.empty())
        throw Error(message("{}: no items were found in it. Nothing was written.", options->words().front()));
    write_day(reading.day, output, settings, writing_for(console));
    console.say(message("{}: {} items written.", output.string(), reading.day.items.size()));
    if (console.json()) {
        nlohmann::json problems = nlohmann::json::array();
        for (const Message& problem : reading.problems) problems.push_back(console.text(problem));
        console.print_json({{"file", output.string()}, {"items", reading.day.items.size()}, {"problems", problems}});
    }
    return console.exit_code();
}

int run_day_export(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kExport, arguments, console);
    if (!options) return kDone;
    const fs::path output = output_of(*options);
    const DaySettings settings = day_settings(*options);
    refuse_to_overwrite(output, *options);
    Day day = read_and_tell(options->words().front(), settings, console);
    const Store store(cache_root(*options));
    if (is_schedule(output)) set_lengths(day, Content(store), console);
    DayWriteOptions writing = writing_for(console);
    const std::string separator = options->one("separator", ",");
    if (separator != "," && separator != ";" && separator != "\t")
        throw UsageError(message("--separator {}: a comma, a semicolon or a tab is needed.", separator));
    writing.separator = separator.front();
    write_day(day, output, settings, writing);
    console.say(message("Written: {}", output.string()));
    if (console.json()) console.print_json({{"file", output.string()}, {"items", day.items.size()}});
    return console.exit_code();
}

}  // namespace gatecast
