// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "pipeline/night/days/day_pages.h"
#include "pipeline/playlist/lists/written.h"

namespace gatecast {

using nlohmann::json;

namespace {

json json_of(const std::vector<Said>& list) {
    json value = json::array();
    for (const Said& one : list) value.push_back({{"vi", one.vi}, {"en", one.en}});
    return value;
}

double seconds(Time time) {
    return static_cast<double>(time.count()) / 1e9;
}

json json_of(const std::vector<TimeRun>& list) {
    json value = json::array();
    for (const TimeRun& one : list) value.push_back({{"from_s", seconds(one.from)}, {"length_s", seconds(one.length)}});
    return value;
}

json json_of(const std::optional<SoundReport>& sound) {
    if (!sound) return nullptr;
    if (sound->silent) return {{"profile", sound->profile}, {"silent", true}};
    return {{"profile", sound->profile},
            {"before_lufs", sound->before_lufs},
            {"after_lufs", sound->after_lufs},
            {"max_short_term_lufs", sound->max_short_term_lufs},
            {"true_peak_dbtp", sound->true_peak_dbtp},
            {"limited", sound->limited}};
}

json json_of(const ItemTask& task, const ItemReport& report, const FileReport& file) {
    json value{{"display", file.display},       {"encode", file.encode},
               {"ready", file.ready()},         {"duration_s", seconds(file.duration)},
               {"sound", json_of(file.sound)},  {"black", json_of(file.black)},
               {"frozen", json_of(file.frozen)}};
    if (file.ready()) {
        value["file"] = published_path(task, file, report);
        value["bytes"] = file.claim.size_bytes;
        value["sha256"] = file.sha256;
    }
    if (file.problem) value["problem"] = {{"vi", file.problem->vi}, {"en", file.problem->en}};
    return value;
}

json json_of(const DayWork& work, const DayOutcome& outcome, size_t i) {
    const ItemTask& task = outcome.tasks[i];
    json value{{"id", task.id},
               {"state", name_of(outcome.state(i))},
               {"on_air", task.on_air ? json(clock_text(*task.on_air)) : json(nullptr)},
               {"files", json::array()},
               {"failures", json::array()},
               {"remarks", json::array()}};
    if (task.role == ItemTask::Role::kItem) {
        const Item& item = work.day.items[task.item];
        value["title"] = {{"vi", item.title_vi}, {"en", item.title_en}, {"km", item.title_km}};
    }
    if (const auto& report = outcome.reports[i]) {
        for (const FileReport& file : report->files) value["files"].push_back(json_of(task, *report, file));
        value["failures"] = json_of(report->failures);
        value["remarks"] = json_of(report->remarks);
    }
    return value;
}

}  // namespace

const char* name_of(ItemState state) {
    constexpr const char* kNames[] = {"ready", "partly", "failed", "skipped", "waiting"};
    return kNames[static_cast<size_t>(state)];
}

std::string clock_text(Time from_midnight) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(from_midnight).count();
    const std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? text : text + fmt::format(":{:02}", seconds % 60);
}

std::string length_text(Time length) {
    const auto seconds = std::chrono::round<std::chrono::seconds>(length).count();
    if (seconds < 3600) return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string results_json(const DayWork& work, const DayOutcome& outcome) {
    json doubts = json::array();
    for (const Message& doubt : work.doubts) doubts.push_back(in_english(doubt));
    json items = json::array();
    for (size_t i = 0; i < outcome.tasks.size(); ++i) items.push_back(json_of(work, outcome, i));
    return json{{"date", written_date(work.day.date)},
                {"channel", work.day.channel},
                {"displays", work.displays},
                {"ready", outcome.count(ItemState::kReady)},
                {"partly", outcome.count(ItemState::kPartly)},
                {"failed", outcome.count(ItemState::kFailed)},
                {"skipped", outcome.count(ItemState::kSkipped)},
                {"waiting", outcome.count(ItemState::kWaiting)},
                {"bytes", outcome.bytes()},
                {"doubts", doubts},
                {"items", items}}
               .dump(1) +
           "\n";
}

std::vector<FolderEntry> pages_of(const DayWork& work, const DayOutcome& outcome, const Catalogue& vietnamese) {
    return {{"index.html", {}, result_page(work, outcome, vietnamese)},
            {"results.json", {}, results_json(work, outcome)}};
}

}  // namespace gatecast
