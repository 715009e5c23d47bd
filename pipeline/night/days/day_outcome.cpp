// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace gatecast {

namespace {

constexpr const char* kWaiting = "not rendered yet";

PublishedItem published_item(const ItemTask& task, const ItemReport& report, const FileReport& file) {
    PublishedItem item;
    item.item = task.id;
    item.display = file.display;
    item.encode = file.encode;
    item.duration = file.duration;
    if (file.ready()) item.file = PublishedFile{published_path(task, file, report), file.claim.size_bytes, file.sha256};
    if (file.problem) item.problem = file.problem->en;
    if (file.sound && !file.sound->silent) {
        item.integrated_lufs = file.sound->after_lufs;
        item.true_peak_dbtp = file.sound->true_peak_dbtp;
    }
    return item;
}

/// An item that has no files at all says why for each display.
std::vector<PublishedItem> without_files(const ItemTask& task, const std::optional<ItemReport>& report) {
    std::string why = kWaiting;
    if (report) {
        why.clear();
        for (const auto* list : {&report->failures, &report->remarks})
            for (const Said& one : *list) why += (why.empty() ? "" : " ") + one.en;
    }
    std::vector<PublishedItem> items;
    for (const std::string& display : task.job.request.displays) {
        PublishedItem item;
        item.item = task.id;
        item.display = display;
        item.problem = why;
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<PublishedItem> published_items(const ItemTask& task, const std::optional<ItemReport>& report) {
    std::vector<PublishedItem> items;
    if (!report || report->files.empty()) {
        items = without_files(task, report);
    } else {
        for (const FileReport& file : report->files) items.push_back(published_item(task, *report, file));
    }
    if (report && !report->ingredients.empty())
        for (PublishedItem& item : items) {
            item.source_sha256 = report->ingredients.front().sha256;
            for (size_t i = 1; i <= report->cue_files && i < report->ingredients.size(); ++i)
                item.cues_sha256.push_back(report->ingredients[i].sha256);
        }
    return items;
}

}  // namespace

ItemState DayOutcome::state(size_t task) const {
    const auto& report = reports[task];
    if (!report) return ItemState::kWaiting;
    if (report->skipped) return ItemState::kSkipped;
    if (report->ready()) return ItemState::kReady;
    return std::ranges::any_of(report->files, &FileReport::ready) ? ItemState::kPartly : ItemState::kFailed;
}

size_t DayOutcome::count(ItemState wanted) const {
    size_t count = 0;
    for (size_t i = 0; i < tasks.size(); ++i) count += state(i) == wanted ? 1 : 0;
    return count;
}

int64_t DayOutcome::bytes() const {
    int64_t sum = 0;
    for (const auto& report : reports)
        if (report)
            for (const FileReport& file : report->files) sum += file.ready() ? file.claim.size_bytes : 0;
    return sum;
}

std::string published_path(const ItemTask& task, const FileReport& file, const ItemReport& report) {
    const auto of_display =
        std::ranges::count_if(report.files, [&](const FileReport& one) { return one.display == file.display; });
    std::string name = task.role == ItemTask::Role::kItem ? fmt::format("{:03}-{}", task.number, task.id) : task.id;
    if (of_display > 1) name += "." + file.encode;
    return file.display + "/" + name + std::filesystem::path(file.name).extension().string();
}

PublishedDay published_day(const DayWork& work, const DayOutcome& outcome) {
    PublishedDay day;
    day.day = work.day;
    day.day.displays = work.displays;
    for (size_t i = 0; i < outcome.tasks.size(); ++i) {
        auto& list = outcome.tasks[i].role == ItemTask::Role::kItem ? day.items : day.spares;
        for (PublishedItem& item : published_items(outcome.tasks[i], outcome.reports[i]))
            list.push_back(std::move(item));
    }
    return day;
}

}  // namespace gatecast
