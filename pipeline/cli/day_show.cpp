// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day show DAY: the timetable on the terminal, as a page, as a drawing.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/check_day.h"
#include "pipeline/cli/check_sheet.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/pages/html.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/times/timetable_page.h"

namespace gatecast {
namespace {

using nlohmann::json;

constexpr Option kOptions[] = {
    {"html", N_("FILE"), N_("write the day as a page that stands alone")},
    {"svg", N_("FILE"), N_("write the day as a drawing")},
    {"at", N_("TIME"), N_("say what is on then, like 19:45 or 24:30, and where in its file")},
    kDaySettingsOption,
    kPresetsOption,
    kCacheOption,
};
constexpr Synopsis kSynopsis{
    N_("day show DAY"),
    N_("Prints a day with its times: what follows what, what is cut, what fills the holes. Lengths are those of the "
       "files. Files written by --html and --svg replace older ones."),
    kOptions, 1, 1};

constexpr size_t kNameWidth = 46;

/// Cut with an ellipsis where it is wider than `most`.
std::string fitted(std::string text, size_t most) {
    if (shown_width(text) <= most) return text;
    while (shown_width(text) >= most) {
        while ((text.back() & 0xC0) == 0x80) text.pop_back();
        text.pop_back();
    }
    return text + "…";
}

std::string note_of(const DayView& view, const TimetableRow& row, const Console& console) {
    const Airing& airing = view.airing(row);
    if (row.kind == AiringKind::kStandby || row.kind == AiringKind::kNothing) return console.text(N_("HOLE"));
    std::string note;
    if (airing.missing) note = console.text(N_("MISSING"));
    if (airing.lost > Time(0))
        note += (note.empty() ? "" : ", ") + console.text(message("cut by {}", short_length(airing.lost)));
    if (airing.latest)
        note += console.text(message("until the operator, {} at the latest", exact_clock(*airing.latest)));
    return note;
}

std::string languages_of(const Item* item) {
    if (item == nullptr) return "";
    std::string text = item->fields.spoken;
    for (const std::string& language : subtitle_languages(*item)) text += "+" + language;
    return text;
}

void print_rows(const DayView& view, Console& console) {
    std::vector<std::vector<std::string>> table{{}};
    for (const char* heading :
         {N_("Start"), N_("Length"), N_("No."), N_("Title"), N_("Kind"), N_("Languages"), N_("Remarks")})
        table.front().push_back(console.text(heading));
    for (const TimetableRow& row : rows_of(view.timetable)) {
        const Item* item = view.item(row);
        table.push_back({exact_clock(row.start), exact_clock(row.length()),
                         item != nullptr ? std::to_string(row.item + 1) : "",
                         fitted(for_terminal(view.name(row), console), kNameWidth),
                         item != nullptr ? view.kind_label(item->fields.kind) : "", languages_of(item),
                         note_of(view, row, console)});
    }
    print_table(table, console);
}

void say_what_is_on(const DayView& view, Time at, Console& console) {
    const auto on = what_is_on(view.timetable, view.timetable.instant(at));
    if (!on) return console.say(message("{}: not in this day.", exact_clock(at)));
    const Airing& airing = view.timetable.airings[on->airing];
    const TimetableRow row{on->airing, 1, airing.kind, airing.item, airing.start, airing.end};
    console.say(message("{}: {}, {} into it; then {} until the next.", exact_clock(at),
                        for_terminal(view.name(row), console), exact_clock(on->offset), exact_clock(on->left)));
}

/// "2026-12-02T05:30:00.040Z".
std::string utc_text(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    return written_date(Date(day)) + "T" + exact_clock(at - day) + "Z";
}

json airing_json(const DayView& view, const Airing& airing) {
    constexpr const char* kKinds[] = {"item", "relay", "filler", "standby", "nothing"};
    json object = {{"kind", kKinds[static_cast<size_t>(airing.kind)]},
                   {"start", exact_clock(airing.start)},
                   {"end", exact_clock(airing.end)},
                   {"start_utc", utc_text(view.timetable.instant(airing.start))},
                   {"end_utc", utc_text(view.timetable.instant(airing.end))},
                   {"first_frame", airing.first},
                   {"frames", airing.frames},
                   {"file", airing.media.string()},
                   {"in_ns", airing.in.count()},
                   {"out_ns", airing.out.count()},
                   {"lost_ns", airing.lost.count()},
                   {"missing", airing.missing}};
    if (airing.item < 0) return object;
    object["item"] = view.day.items[static_cast<size_t>(airing.item)].id;
    object["number"] = airing.item + 1;
    return object;
}

json day_json(const DayView& view, const std::vector<DayFinding>& findings, const Console& console) {
    json airings = json::array();
    for (const Airing& airing : view.timetable.airings) airings.push_back(airing_json(view, airing));
    return {{"date", written_date(view.day.date)},
            {"channel", view.day.channel},
            {"airings", airings},
            {"findings", to_json(findings, console)}};
}

}  // namespace

int run_day_show(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const DaySettings settings = day_settings(*options);
    Day day = read_and_tell(options->words().front(), settings, console);
    if (!day.date.ok())
        throw Error(message("{}: the list does not say its date. Write it above the list: date = \"2026-12-02\".",
                            options->words().front()));
    const Store store(cache_root(*options));
    const DayEvidence evidence = look_at(day, Content(store), console);
    const Timetable timetable = make_timetable(day, evidence.media);
    const DayView view{day, timetable, settings.fields, console.catalogue()};
    DayFindings findings;
    check_day(day, timetable, evidence, findings);
    const std::vector<DayFinding> found = findings.list();
    if (options->has("at")) {
        const auto at = read_clock(options->one("at"));
        if (!at)
            throw UsageError(
                message("--at {}: not a time of the day. Write it like 19:45 or 24:30.", options->one("at")));
        say_what_is_on(view, start_in_day(day, *at), console);
    } else {
        console.print(view.date_in_words() + (day.channel.empty() ? "" : " · " + day.channel));
        print_rows(view, console);
    }
    if (options->has("svg")) html::write_page(options->one("svg"), timetable_svg(view));
    if (options->has("html")) html::write_page(options->one("html"), timetable_page(view, found));
    if (console.json()) console.print_json(day_json(view, found, console));
    return console.exit_code();
}

}  // namespace gatecast
