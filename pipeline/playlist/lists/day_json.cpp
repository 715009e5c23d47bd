// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/day_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace gatecast {

using nlohmann::json;

namespace {

json time_or_null(const std::optional<Time>& time) {
    return time ? json(time->count()) : json(nullptr);
}

std::optional<Time> time_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional<Time>(Time(value.get<int64_t>()));
}

json minutes_or_null(const std::optional<std::chrono::minutes>& minutes) {
    return minutes ? json(minutes->count()) : json(nullptr);
}

std::optional<std::chrono::minutes> minutes_from(const json& value) {
    if (value.is_null()) return {};
    return std::chrono::minutes(value.get<int64_t>());
}

json paths(const std::vector<std::filesystem::path>& list) {
    json value = json::array();
    for (const auto& path : list) value.push_back(path.string());
    return value;
}

json json_of(const ItemFields& fields) {
    return {{"kind", fields.kind},
            {"topic", fields.topic},
            {"owner", fields.owner},
            {"programme", fields.programme},
            {"provenance", fields.provenance},
            {"run", fields.run},
            {"age_label", fields.age_label},
            {"spoken", fields.spoken},
            {"subtitle_languages", fields.subtitle_languages},
            {"rights_until", fields.rights_until},
            {"translator", fields.translator},
            {"proofreader", fields.proofreader},
            {"approval", fields.approval},
            {"gates", fields.gates}};
}

ItemFields fields_from(const json& value) {
    ItemFields fields;
    value.at("kind").get_to(fields.kind);
    value.at("topic").get_to(fields.topic);
    value.at("owner").get_to(fields.owner);
    value.at("programme").get_to(fields.programme);
    value.at("provenance").get_to(fields.provenance);
    value.at("run").get_to(fields.run);
    value.at("age_label").get_to(fields.age_label);
    value.at("spoken").get_to(fields.spoken);
    value.at("subtitle_languages").get_to(fields.subtitle_languages);
    value.at("rights_until").get_to(fields.rights_until);
    value.at("translator").get_to(fields.translator);
    value.at("proofreader").get_to(fields.proofreader);
    value.at("approval").get_to(fields.approval);
    value.at("gates").get_to(fields.gates);
    return fields;
}

json json_of(const Relay& relay) {
    return {{"source", relay.source},
            {"end", relay.end == RelayEnd::kByOperator ? "operator" : "clock"},
            {"until_ns", time_or_null(relay.until)},
            {"at_most_ns", time_or_null(relay.at_most)}};
}

Relay relay_from(const json& value) {
    Relay relay;
    value.at("source").get_to(relay.source);
    relay.end = value.at("end") == "operator" ? RelayEnd::kByOperator : RelayEnd::kAtClock;
    relay.until = time_from(value.at("until_ns"));
    relay.at_most = time_from(value.at("at_most_ns"));
    return relay;
}

json json_of(const Item& item) {
    json cues = json::array();
    for (const ItemCues& one : item.cues) cues.push_back({{"language", one.language}, {"file", one.file.string()}});
    return {{"id", item.id},
            {"media", item.media.string()},
            {"media_as_written", item.media_as_written},
            {"relay", item.relay ? json_of(*item.relay) : json(nullptr)},
            {"in_ns", time_or_null(item.in)},
            {"out_ns", time_or_null(item.out)},
            {"duration_ns", time_or_null(item.duration)},
            {"start_ns", time_or_null(item.start)},
            {"cues", cues},
            {"title", {{"vi", item.title_vi}, {"en", item.title_en}, {"km", item.title_km}}},
            {"fields", json_of(item.fields)},
            {"graphics", item.graphics},
            {"words", item.words},
            {"silent", item.silent},
            {"origin", {{"file", item.origin.file}, {"row", item.origin.row}}}};
}

Item item_from(const json& value) {
    Item item;
    value.at("id").get_to(item.id);
    item.media = value.at("media").get<std::string>();
    value.at("media_as_written").get_to(item.media_as_written);
    if (!value.at("relay").is_null()) item.relay = relay_from(value.at("relay"));
    item.in = time_from(value.at("in_ns"));
    item.out = time_from(value.at("out_ns"));
    item.duration = time_from(value.at("duration_ns"));
    item.start = time_from(value.at("start_ns"));
    for (const json& one : value.at("cues"))
        item.cues.push_back({one.at("language").get<std::string>(), one.at("file").get<std::string>()});
    value.at("title").at("vi").get_to(item.title_vi);
    value.at("title").at("en").get_to(item.title_en);
    value.at("title").at("km").get_to(item.title_km);
    item.fields = fields_from(value.at("fields"));
    value.at("graphics").get_to(item.graphics);
    value.at("words").get_to(item.words);
    value.at("silent").get_to(item.silent);
    item.origin = {value.at("origin").at("file").get<std::string>(), value.at("origin").at("row").get<int>()};
    return item;
}

json json_of(const DayQuotas& quotas) {
    json languages = json::array();
    for (const auto& [language, minutes] : quotas.languages)
        languages.push_back({{"language", language}, {"min", minutes.count()}});
    return {{"languages", languages},
            {"own_min", minutes_or_null(quotas.own)},
            {"first_run_min", minutes_or_null(quotas.first_run)}};
}

DayQuotas quotas_from(const json& value) {
    DayQuotas quotas;
    for (const json& one : value.at("languages"))
        quotas.languages.emplace_back(one.at("language").get<std::string>(),
                                      std::chrono::minutes(one.at("min").get<int64_t>()));
    quotas.own = minutes_from(value.at("own_min"));
    quotas.first_run = minutes_from(value.at("first_run_min"));
    return quotas;
}

/// "2026-12-02".
Date date_from(const std::string& text) {
    int year = 0;
    unsigned month = 0, day = 0;
    if (std::sscanf(text.c_str(), "%d-%u-%u", &year, &month, &day) != 3) return {};
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

}  // namespace

json json_of(const Day& day) {
    json items = json::array();
    for (const Item& item : day.items) items.push_back(json_of(item));
    return {{"date", fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.date.year()),
                                 static_cast<unsigned>(day.date.month()), static_cast<unsigned>(day.date.day()))},
            {"channel", day.channel},
            {"begins_ns", day.begins.count()},
            {"ends_ns", time_or_null(day.ends)},
            {"utc_min", day.utc.count()},
            {"displays", day.displays},
            {"items", items},
            {"fillers", paths(day.fillers)},
            {"filler", day.filler.string()},
            {"standby", day.standby.string()},
            {"quotas", json_of(day.quotas)}};
}

Day day_from_json(const json& value) {
    Day day;
    day.date = date_from(value.at("date").get<std::string>());
    value.at("channel").get_to(day.channel);
    day.begins = Time(value.at("begins_ns").get<int64_t>());
    day.ends = time_from(value.at("ends_ns"));
    day.utc = std::chrono::minutes(value.at("utc_min").get<int64_t>());
    value.at("displays").get_to(day.displays);
    for (const json& item : value.at("items")) day.items.push_back(item_from(item));
    for (const json& path : value.at("fillers")) day.fillers.emplace_back(path.get<std::string>());
    day.filler = value.at("filler").get<std::string>();
    day.standby = value.at("standby").get<std::string>();
    day.quotas = quotas_from(value.at("quotas"));
    return day;
}

}  // namespace gatecast
