// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/as_run_event.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace gatecast {
namespace {

using nlohmann::ordered_json;

constexpr std::chrono::minutes kPlaceOffset{7 * 60};  // Asia/Ho_Chi_Minh, all the year
constexpr const char* kReasons[] = {"complete", "trimmed", "skipped", "filler", "failover", "operator", "notice"};

struct NamedField {
    const char* name;
    std::string ItemFields::*member;
};
constexpr NamedField kFields[] = {
    {"kind", &ItemFields::kind},
    {"topic", &ItemFields::topic},
    {"owner", &ItemFields::owner},
    {"programme", &ItemFields::programme},
    {"provenance", &ItemFields::provenance},
    {"run", &ItemFields::run},
    {"age_label", &ItemFields::age_label},
    {"spoken", &ItemFields::spoken},
    {"rights_until", &ItemFields::rights_until},
    {"translator", &ItemFields::translator},
    {"proofreader", &ItemFields::proofreader},
    {"approval", &ItemFields::approval},
};

std::string written(UtcMillis time, const char* zone) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count(), zone);
}

double seconds_of(Time time) {
    return std::chrono::duration<double>(time).count();
}

/// JSON has no infinity: of silence a level is null.
ordered_json level(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json();
}
double level_of(const ordered_json& json) {
    return json.is_null() ? -std::numeric_limits<double>::infinity() : json.get<double>();
}

void put_time(ordered_json& json, const char* name, const std::optional<UtcMillis>& time) {
    if (!time) return;
    json[name] = utc_text(*time);
    json[std::string(name) + "_local"] = place_text(*time);
}

ordered_json json_of_fields(const ItemFields& fields) {
    ordered_json json = ordered_json::object();
    for (const NamedField& field : kFields)
        if (!(fields.*field.member).empty()) json[field.name] = fields.*field.member;
    if (!fields.subtitle_languages.empty()) json["subtitle_languages"] = fields.subtitle_languages;
    if (!fields.gates.empty()) json["gates"] = fields.gates;
    return json;
}

ItemFields fields_of_json(const ordered_json& json) {
    ItemFields fields;
    for (const NamedField& field : kFields) fields.*field.member = json.value(field.name, "");
    fields.subtitle_languages = json.value("subtitle_languages", std::vector<std::string>());
    fields.gates = json.value("gates", std::vector<std::string>());
    return fields;
}

std::optional<Time> time_of(const ordered_json& json, const char* name) {
    if (!json.contains(name)) return std::nullopt;
    return std::chrono::round<Time>(std::chrono::duration<double>(json.at(name).get<double>()));
}

std::optional<UtcMillis> utc_of(const ordered_json& json, const char* name) {
    return json.contains(name) ? utc_time(json.at(name).get<std::string>()) : std::nullopt;
}

AsRunEvent event_of_json(const ordered_json& json) {
    AsRunEvent event;
    event.sequence = json.at("sequence").get<int64_t>();
    for (auto [name, member] : {std::pair("display", &AsRunEvent::display), std::pair("output", &AsRunEvent::output),
                                std::pair("item", &AsRunEvent::item), std::pair("title", &AsRunEvent::title),
                                std::pair("file", &AsRunEvent::file), std::pair("sha256", &AsRunEvent::sha256),
                                std::pair("imported_from", &AsRunEvent::imported_from)})
        event.*member = json.value(name, "");
    event.planned_start = utc_of(json, "planned_start");
    event.planned_end = utc_of(json, "planned_end");
    event.start = utc_of(json, "start").value();
    event.end = utc_of(json, "end").value();
    event.in = time_of(json, "in_s");
    event.out = time_of(json, "out_s");
    event.end_reason = end_reason(json.at("end_reason").get<std::string>()).value();
    event.languages = json.value("languages", std::vector<std::string>());
    if (json.contains("loudness")) {
        const ordered_json& of = json["loudness"];
        event.loudness = {level_of(of.at("integrated_lufs")), {}, level_of(of.at("true_peak_dbtp"))};
        if (of.contains("max_short_term_lufs"))
            event.loudness->max_short_term_lufs = level_of(of["max_short_term_lufs"]);
    }
    if (json.contains("drops"))
        event.drops = {json["drops"].value("render", int64_t{0}), json["drops"].value("encode", int64_t{0}),
                       json["drops"].value("network", int64_t{0})};
    for (const auto& proof : json.value("proofs", ordered_json::array()))
        event.proofs.push_back(
            {proof.at("percent").get<int>(), proof.at("sha256").get<std::string>(), proof.value("thumbnail", "")});
    event.fields = fields_of_json(json.value("fields", ordered_json::object()));
    return event;
}

}  // namespace

const char* id_of(EndReason reason) {
    return kReasons[static_cast<size_t>(reason)];
}

std::optional<EndReason> end_reason(std::string_view id) {
    const auto found = std::ranges::find(kReasons, id);
    if (found == std::end(kReasons)) return std::nullopt;
    return static_cast<EndReason>(found - std::begin(kReasons));
}

std::string line_of(const AsRunEvent& event, std::string_view before) {
    ordered_json json{{"sequence", event.sequence}, {"before", before},      {"display", event.display},
                      {"output", event.output},     {"item", event.item},    {"title", event.title},
                      {"file", event.file},         {"sha256", event.sha256}};
    put_time(json, "planned_start", event.planned_start);
    put_time(json, "planned_end", event.planned_end);
    put_time(json, "start", event.start);
    put_time(json, "end", event.end);
    if (event.in) json["in_s"] = seconds_of(*event.in);
    if (event.out) json["out_s"] = seconds_of(*event.out);
    json["end_reason"] = id_of(event.end_reason);
    json["languages"] = event.languages;
    if (event.loudness) {
        json["loudness"] = {{"integrated_lufs", level(event.loudness->integrated_lufs)},
                            {"true_peak_dbtp", level(event.loudness->true_peak_dbtp)}};
        if (event.loudness->max_short_term_lufs)
            json["loudness"]["max_short_term_lufs"] = level(*event.loudness->max_short_term_lufs);
    }
    json["drops"] = {{"render", event.drops.render}, {"encode", event.drops.encode}, {"network", event.drops.network}};
    json["proofs"] = ordered_json::array();
    for (const ProofOfFrame& proof : event.proofs)
        json["proofs"].push_back(
            {{"percent", proof.percent}, {"sha256", proof.sha256}, {"thumbnail", proof.thumbnail}});
    json["fields"] = json_of_fields(event.fields);
    if (!event.imported_from.empty()) json["imported_from"] = event.imported_from;
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::optional<AsRunLine> read_line(std::string_view line) {
    try {
        const ordered_json json = ordered_json::parse(line);
        return AsRunLine{event_of_json(json), json.at("before").get<std::string>()};
    } catch (const ordered_json::exception&) {
    } catch (const std::bad_optional_access&) {  // a time or a reason that is none
    }
    return std::nullopt;
}

std::string utc_text(UtcMillis time) {
    return written(time, "Z");
}

std::string place_text(UtcMillis time) {
    return written(time + kPlaceOffset, "+07:00");
}

std::optional<UtcMillis> utc_time(std::string_view text) {
    int year = 0, used = 0;
    unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0, milli = 0;
    const std::string ended(text);
    if (ended.size() != 24 ||
        std::sscanf(ended.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u.%3uZ%n", &year, &month, &day, &hour, &minute, &second,
                    &milli, &used) != 7 ||
        used != 24)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second) + std::chrono::milliseconds(milli);
}

std::string place_day(UtcMillis time) {
    return place_text(time).substr(0, 10);
}

}  // namespace gatecast
