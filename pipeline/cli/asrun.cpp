// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast asrun verify|show|export|import: what really went out.
#include "pipeline/cli/asrun.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/record/as_run_table.h"
#include "pipeline/record/playout_log.h"
#include "pipeline/trust/durable.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"log", N_("DIR"), N_("the as-run log (~/.local/state/gatecast/as-run, else /var/lib/gatecast/as-run)")},
    {"date", N_("DAY"), N_("this day only: 2026-12-02; with import: of a log that says none")},
    {"from", N_("DAY"), N_("from this day on")},
    {"until", N_("DAY"), N_("up to this day, it included")},
    {"display", N_("NAME"), N_("only this display; with import: what the channel is called")},
    {"output,o", N_("FILE"), N_("with export: the .xlsx or .csv to write")},
    {"by", N_("WHAT"),
     N_("with export: event, day, month, item, display, spoken, subtitles, kind, topic, provenance, run")},
    {"unit", N_("UNIT"), N_("with export --by: minutes, hours or seconds")},
    kDayForceOption,
    kDaySettingsOption,
    kPresetsOption,
    {"spoken", N_("LANG"), N_("with import: spoken language where the log says none")},
    {"subtitles", N_("LANG"), N_("with import: language of subtitles; may be repeated")},
    {"kind", N_("KIND"), N_("with import: kind where the log says none")},
    {"topic", N_("TOPIC"), N_("with import: topic where the log says none")},
    {"provenance", N_("WHOSE"), N_("with import: own, exchange or relay where the log says none")},
    {"run", N_("RUN"), N_("with import: first or repeat where the log says none")},
    {"frame-rate", N_("N"), N_("with import: of times like 17:00:00:12 (25)")},
};
constexpr Synopsis kSynopsis{
    N_("asrun verify|show|export|import|reconcile [FILE…]"),
    N_("The record of what really went out. verify: whether every line is as it was written and none is missing. show "
       "[DAY]: a day as a table, with its sums. export: events or sums of a period as .xlsx or .csv. import: the "
       "tab-separated log of a playout server is added, so that television's minutes count too. reconcile LIST: a day "
       "list against what went out."),
    kOptions, 1, 1000};

fs::path log_folder(const Options& options) {
    if (options.has("log")) return options.one("log");
    const auto from_environment = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr ? fs::path(value) : fs::path();
    };
    fs::path state = from_environment("XDG_STATE_HOME");
    if (!state.is_absolute()) state = from_environment("HOME") / ".local" / "state";
    const fs::path own = state / "gatecast" / "as-run", machines = "/var/lib/gatecast/as-run";
    std::error_code unknown;
    return !state.is_absolute() || (!fs::exists(own, unknown) && fs::exists(machines, unknown)) ? machines : own;
}

std::string day_option(const Options& options, const std::string& name) {
    const std::string day = options.one(name);
    if (!day.empty() && (day.size() != 10 || !utc_time(day + "T00:00:00.000Z")))
        throw UsageError(message("--{} {}: no day. Write it like {}.", name, day, "2026-12-31"));
    return day;
}

void verify(const fs::path& log, Console& console) {
    const ChainVerdict verdict = verify_chain(log);
    if (verdict.broken)
        console.fail(*verdict.broken);
    else
        console.say(message("{}: {} events, every line as it was written, none missing.", log.string(), verdict.lines));
    if (!console.json()) return;
    nlohmann::json json{{"log", log.string()}, {"whole", !verdict.broken}, {"events", verdict.lines}};
    if (verdict.broken)
        json.update({{"file", verdict.file.string()}, {"line", verdict.line}, {"why", console.text(*verdict.broken)}});
    console.print_json(json);
}

void show(const Options& options, const fs::path& log, Console& console) {
    const std::vector<AsRunEvent> events = chosen_events(options, log);
    const AsRunTotals totals = totals_of(events);
    if (console.json()) {
        nlohmann::json list = nlohmann::json::array();
        for (const AsRunEvent& event : events) list.push_back(nlohmann::json::parse(line_of(event, "")));
        for (auto& event : list) event.erase("before");
        return console.print_json({{"log", log.string()}, {"events", list}, {"totals", json_of(totals)}});
    }
    std::vector<std::vector<std::string>> rows(1);
    for (const AsRunColumn& column : as_run_columns())
        if (column.in_brief) rows[0].push_back(console.text(column.label));
    for (const AsRunEvent& event : events) {
        rows.emplace_back();
        for (const AsRunColumn& column : as_run_columns())
            if (column.in_brief) rows.back().push_back(column.text(event));
    }
    if (!events.empty()) print_table(rows, console);
    console.print("");
    say_totals(totals, console);
}

PlayoutDefaults import_defaults(const Options& options) {
    PlayoutDefaults defaults;
    defaults.display = options.one("display", "tv");
    defaults.day = day_option(options, "date");
    defaults.frame_rate = static_cast<int>(options.number("frame-rate", 25, 1, 240));
    const auto language = [](const std::string& written) {
        const std::string tag = language_tag(written);
        if (tag.empty() && !written.empty())
            throw UsageError(message("{} is not known as a language. Write vi, en or km.", written));
        return tag;
    };
    defaults.fields.spoken = language(options.one("spoken"));
    for (const std::string& written : options.all("subtitles"))
        defaults.fields.subtitle_languages.push_back(language(written));
    defaults.fields.kind = options.one("kind");
    defaults.fields.topic = options.one("topic");
    defaults.fields.provenance = options.one("provenance");
    defaults.fields.run = options.one("run");
    return defaults;
}

std::string identity(const AsRunEvent& event) {
    return event.display + '\n' + event.item + '\n' + utc_text(event.start) + utc_text(event.end);
}

/// The same log twice counts once.
void import(const Options& options, const fs::path& folder, Console& console) {
    AsRunLog log(folder);
    std::set<std::string> known;
    for (const AsRunEvent& event : read_events(folder, "", "")) known.insert(identity(event));
    int64_t added = 0, there = 0, problems = 0;
    for (size_t i = 1; i < options.words().size(); ++i) {
        const fs::path file = options.words()[i];
        const auto bytes = read_if_there(file);
        if (!bytes) throw Error(message("{}: no such file. Check the path.", file.string()));
        const PlayoutLog read = read_playout_log(*bytes, file, import_defaults(options));
        for (const Message& problem : read.problems) console.warn(problem);
        problems += static_cast<int64_t>(read.problems.size());
        for (const AsRunEvent& event : read.events) {
            if (!known.insert(identity(event)).second)
                ++there;
            else if (log.append(event) > 0)
                ++added;
        }
    }
    for (const Message& remark : log.take_remarks()) console.warn(remark);
    console.say(message("{}: {} events added, {} were there already, {} rows not counted.", folder.string(), added,
                        there, problems));
    if (console.json())
        console.print_json({{"log", folder.string()}, {"added", added}, {"already", there}, {"problems", problems}});
}

}  // namespace

std::vector<AsRunEvent> chosen_events(const Options& options, const fs::path& log) {
    std::string from = day_option(options, "from"), until = day_option(options, "until");
    if (const std::string day = day_option(options, "date"); !day.empty()) from = until = day;
    std::vector<AsRunEvent> events = read_events(log, from, until);
    if (options.has("display"))
        std::erase_if(events, [&](const AsRunEvent& event) { return event.display != options.one("display"); });
    std::ranges::stable_sort(events, {}, &AsRunEvent::start);
    return events;
}

int run_asrun(const std::vector<std::string>& arguments, Console& console) {
    std::vector<std::string> given = arguments;
    const auto options = read_options(kSynopsis, given, console);
    if (!options) return kDone;
    const std::string& verb = options->words().front();
    const size_t words = options->words().size();
    const fs::path log = log_folder(*options);
    if (verb == "verify" && words == 1)
        verify(log, console);
    else if (verb == "show" && words == 1)
        show(*options, log, console);
    else if (verb == "export" && words == 1)
        export_as_run(*options, log, console);
    else if (verb == "import" && words > 1)
        import(*options, log, console);
    else if (verb == "reconcile" && words == 2)
        reconcile_as_run(*options, log, console);
    else if (verb == "show" && words == 2 && !options->has("date")) {
        given.push_back("--date=" + options->words()[1]);
        std::erase(given, options->words()[1]);
        return run_asrun(given, console);
    } else {
        throw UsageError(
            message("asrun {}: not so. gatecast asrun verify, show [DAY], export -o FILE, import FILE…, "
                    "reconcile LIST.",
                    verb));
    }
    return console.exit_code();
}

}  // namespace gatecast
