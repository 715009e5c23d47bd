// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/render/store.h"

namespace gatecast {

using nlohmann::json;

namespace {

json json_of(const Said& said) {
    return {{"vi", said.vi}, {"en", said.en}};
}

Said said_from(const json& value) {
    return {value.at("vi").get<std::string>(), value.at("en").get<std::string>()};
}

json json_of(const std::vector<Said>& list) {
    json value = json::array();
    for (const Said& one : list) value.push_back(json_of(one));
    return value;
}

std::vector<Said> list_from(const json& value) {
    std::vector<Said> list;
    for (const json& one : value) list.push_back(said_from(one));
    return list;
}

json json_of(const std::vector<TimeRun>& list) {
    json value = json::array();
    for (const TimeRun& one : list) value.push_back({{"from_ns", one.from.count()}, {"length_ns", one.length.count()}});
    return value;
}

std::vector<TimeRun> stretches_from(const json& value) {
    std::vector<TimeRun> list;
    for (const json& one : value)
        list.push_back({Time(one.at("from_ns").get<int64_t>()), Time(one.at("length_ns").get<int64_t>())});
    return list;
}

json json_of(const SoundReport& sound) {
    return {{"before_lufs", sound.before_lufs},
            {"after_lufs", sound.after_lufs},
            {"max_short_term_lufs", sound.max_short_term_lufs},
            {"true_peak_dbtp", sound.true_peak_dbtp},
            {"silent", sound.silent},
            {"limited", sound.limited},
            {"profile", sound.profile}};
}

SoundReport sound_from(const json& value) {
    SoundReport sound;
    value.at("before_lufs").get_to(sound.before_lufs);
    value.at("after_lufs").get_to(sound.after_lufs);
    value.at("max_short_term_lufs").get_to(sound.max_short_term_lufs);
    value.at("true_peak_dbtp").get_to(sound.true_peak_dbtp);
    value.at("silent").get_to(sound.silent);
    value.at("limited").get_to(sound.limited);
    value.at("profile").get_to(sound.profile);
    return sound;
}

json json_of(const FileReport& file) {
    return {{"display", file.display},
            {"encode", file.encode},
            {"name", file.name},
            {"size_bytes", file.claim.size_bytes},
            {"modified_ns", file.claim.modified_ns},
            {"sha256", file.sha256},
            {"duration_ns", file.duration.count()},
            {"sound", file.sound ? json_of(*file.sound) : json(nullptr)},
            {"black", json_of(file.black)},
            {"frozen", json_of(file.frozen)},
            {"problem", file.problem ? json_of(*file.problem) : json(nullptr)}};
}

FileReport file_from(const json& value) {
    FileReport file;
    value.at("display").get_to(file.display);
    value.at("encode").get_to(file.encode);
    value.at("name").get_to(file.name);
    file.claim = {value.at("size_bytes").get<int64_t>(), value.at("modified_ns").get<int64_t>()};
    value.at("sha256").get_to(file.sha256);
    file.duration = Time(value.at("duration_ns").get<int64_t>());
    if (!value.at("sound").is_null()) file.sound = sound_from(value.at("sound"));
    file.black = stretches_from(value.at("black"));
    file.frozen = stretches_from(value.at("frozen"));
    if (!value.at("problem").is_null()) file.problem = said_from(value.at("problem"));
    return file;
}

constexpr const char* kReportName = "report.json";
constexpr const char* kKinds[] = {"planned", "frames", "report", "stopped"};

}  // namespace

Said said(const Message& message, const Catalogue& vietnamese) {
    return {vietnamese.text(message), in_english(message)};
}

bool ItemReport::ready() const {
    return failures.empty() && !skipped && !files.empty() && std::ranges::all_of(files, &FileReport::ready);
}

std::string to_json(const ItemReport& report) {
    json ingredients = json::array();
    for (const Ingredient& one : report.ingredients)
        ingredients.push_back({{"file", one.file.string()}, {"identity", one.identity}, {"sha256", one.sha256}});
    json files = json::array();
    for (const FileReport& file : report.files) files.push_back(json_of(file));
    return json{{"fingerprint", report.fingerprint},  {"ingredients", ingredients},
                {"length_ns", report.length.count()}, {"still", report.still},
                {"cue_files", report.cue_files},      {"files", files},
                {"skipped", report.skipped},          {"failures", json_of(report.failures)},
                {"remarks", json_of(report.remarks)}}
        .dump();
}

ItemReport item_report_from_json(const std::string& text) {
    const json value = json::parse(text);
    ItemReport report;
    value.at("fingerprint").get_to(report.fingerprint);
    for (const json& one : value.at("ingredients"))
        report.ingredients.push_back({one.at("file").get<std::string>(), one.at("identity").get<std::string>(),
                                      one.at("sha256").get<std::string>()});
    report.length = Time(value.at("length_ns").get<int64_t>());
    value.at("still").get_to(report.still);
    value.at("cue_files").get_to(report.cue_files);
    for (const json& file : value.at("files")) report.files.push_back(file_from(file));
    value.at("skipped").get_to(report.skipped);
    report.failures = list_from(value.at("failures"));
    report.remarks = list_from(value.at("remarks"));
    return report;
}

std::optional<ItemReport> kept_report(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kReportName;
    std::error_code none;
    if (!std::filesystem::exists(file, none)) return {};
    try {
        return item_report_from_json(read_whole(file));
    } catch (const Error&) {
        return {};
    } catch (const json::exception&) {
        return {};  // damaged: found out again
    }
}

void keep_report(const std::filesystem::path& folder, const ItemReport& report) {
    write_whole(folder / kReportName, to_json(report) + "\n");
}

std::string to_line(const ItemEvent& event) {
    json value{{"event", kKinds[static_cast<size_t>(event.kind)]}};
    if (event.kind == ItemEvent::Kind::kPlanned || event.kind == ItemEvent::Kind::kFrames) {
        value["frames_done"] = event.frames_done;
        value["frames_all"] = event.frames_all;
    }
    if (event.kind == ItemEvent::Kind::kReport) {
        value["segments_made"] = event.segments_made;
        value["segments_kept"] = event.segments_kept;
        value["report"] = json::parse(to_json(event.report));
    }
    return value.dump() + "\n";
}

std::optional<ItemEvent> item_event_from_line(const std::string& line) {
    const json value = json::parse(line, nullptr, false);
    if (!value.is_object()) return {};
    const std::string name = value.value("event", std::string());
    const auto kind = std::ranges::find(kKinds, name, [](const char* each) { return std::string(each); });
    if (kind == std::end(kKinds)) return {};
    ItemEvent event;
    event.kind = static_cast<ItemEvent::Kind>(kind - std::begin(kKinds));
    event.frames_done = value.value("frames_done", int64_t{0});
    event.frames_all = value.value("frames_all", int64_t{0});
    event.segments_made = value.value("segments_made", int64_t{0});
    event.segments_kept = value.value("segments_kept", int64_t{0});
    if (event.kind == ItemEvent::Kind::kReport) event.report = item_report_from_json(value.at("report").dump());
    return event;
}

}  // namespace gatecast
