// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/as_run_table.h"

#include "pipeline/record/sheet.h"

namespace gatecast {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string local(const std::optional<UtcMillis>& time) {
    if (!time) return {};
    const std::string text = place_text(*time);
    return text.substr(0, 10) + ' ' + text.substr(11, 12);
}

std::string media_time(const std::optional<Time>& time) {
    return time ? duration_text(std::chrono::round<std::chrono::milliseconds>(*time)) : std::string();
}

std::string level(std::optional<double> level) {
    return level ? fmt::format("{:.1f}", *level) : std::string();
}

/// Nothing: nobody measured it.
std::optional<double> loudness(const AsRunEvent& event, double AsRunLoudness::*which) {
    return event.loudness ? std::optional((*event.loudness).*which) : std::nullopt;
}

std::string proofs(const AsRunEvent& event) {
    std::string text;
    for (const ProofOfFrame& proof : event.proofs)
        text += fmt::format("{}{}%:{}", text.empty() ? "" : " ", proof.percent, proof.sha256);
    return text;
}

using E = AsRunEvent;
constexpr AsRunColumn kColumns[] = {
    {"sequence", N_("No."), [](const E& e) { return std::to_string(e.sequence); }},
    {"display", N_("Display"), [](const E& e) { return e.display; }, true},
    {"output", N_("Output"), [](const E& e) { return e.output; }},
    {"item", N_("Item"), [](const E& e) { return e.item; }},
    {"title", N_("Title"), [](const E& e) { return e.title.empty() ? e.item : e.title; }, true},
    {"file", N_("File"), [](const E& e) { return e.file; }},
    {"sha256", N_("SHA-256"), [](const E& e) { return e.sha256; }},
    {"planned_start_ict", N_("Planned start (Vietnam)"), [](const E& e) { return local(e.planned_start); }},
    {"planned_end_ict", N_("Planned end (Vietnam)"), [](const E& e) { return local(e.planned_end); }},
    {"start_ict", N_("Start (Vietnam)"), [](const E& e) { return local(e.start); }, true},
    {"end_ict", N_("End (Vietnam)"), [](const E& e) { return local(e.end); }},
    {"planned_start_utc", N_("Planned start (UTC)"),
     [](const E& e) { return e.planned_start ? utc_text(*e.planned_start) : std::string(); }},
    {"planned_end_utc", N_("Planned end (UTC)"),
     [](const E& e) { return e.planned_end ? utc_text(*e.planned_end) : std::string(); }},
    {"start_utc", N_("Start (UTC)"), [](const E& e) { return utc_text(e.start); }},
    {"end_utc", N_("End (UTC)"), [](const E& e) { return utc_text(e.end); }},
    {"duration", N_("Duration"), [](const E& e) { return duration_text(e.end - e.start); }, true},
    {"in", N_("In"), [](const E& e) { return media_time(e.in); }},
    {"out", N_("Out"), [](const E& e) { return media_time(e.out); }},
    {"end_reason", N_("Ended"), [](const E& e) { return std::string(id_of(e.end_reason)); }, true},
    {"languages", N_("Subtitles"), [](const E& e) { return joined(e.languages); }, true},
    {"spoken", N_("Spoken"), [](const E& e) { return e.fields.spoken; }, true},
    {"kind", N_("Kind"), [](const E& e) { return e.fields.kind; }, true},
    {"topic", N_("Topic"), [](const E& e) { return e.fields.topic; }},
    {"provenance", N_("Own or taken over"), [](const E& e) { return e.fields.provenance; }, true},
    {"run", N_("First run or repeat"), [](const E& e) { return e.fields.run; }},
    {"owner", N_("Owner"), [](const E& e) { return e.fields.owner; }},
    {"programme", N_("Programme or budget line"), [](const E& e) { return e.fields.programme; }},
    {"approval", N_("Approval"), [](const E& e) { return e.fields.approval; }},
    {"integrated_lufs", N_("Loudness (LUFS)"),
     [](const E& e) { return level(loudness(e, &AsRunLoudness::integrated_lufs)); }},
    {"max_short_term_lufs", N_("Loudest 3 s (LUFS)"),
     [](const E& e) { return e.loudness ? level(e.loudness->max_short_term_lufs) : std::string(); }},
    {"true_peak_dbtp", N_("True peak (dBTP)"),
     [](const E& e) { return level(loudness(e, &AsRunLoudness::true_peak_dbtp)); }},
    {"dropped_render", N_("Frames lost: composing"), [](const E& e) { return std::to_string(e.drops.render); }},
    {"dropped_encode", N_("Frames lost: encoding"), [](const E& e) { return std::to_string(e.drops.encode); }},
    {"dropped_network", N_("Frames lost: network"), [](const E& e) { return std::to_string(e.drops.network); }},
    {"proofs", N_("Proofs"), proofs},
    {"imported_from", N_("Imported from"), [](const E& e) { return e.imported_from; }},
};

}  // namespace

std::span<const AsRunColumn> as_run_columns() {
    return kColumns;
}

std::string csv_head() {
    std::vector<std::string> cells;
    for (const AsRunColumn& column : kColumns) cells.emplace_back(column.name);
    return "\xEF\xBB\xBF" + csv_line(cells);
}

std::string csv_row(const AsRunEvent& event) {
    std::vector<std::string> cells;
    for (const AsRunColumn& column : kColumns) cells.push_back(column.text(event));
    return csv_line(cells);
}

std::string duration_text(std::chrono::milliseconds duration) {
    const int64_t ms = duration.count();
    const int64_t s = ms / 1000;
    return fmt::format("{}:{:02}:{:02}.{:03}", s / 3600, s / 60 % 60, s % 60, ms % 1000);
}

}  // namespace gatecast
