// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_tasks.h"

#include <algorithm>
#include <numeric>

#include "pipeline/render/cue_files.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

RenderRequest usual_request(const DayWork& work, const fs::path& media, const fs::path& folder) {
    RenderRequest request;
    request.clip = media;
    request.displays = work.displays;
    request.encodes = work.encodes;
    request.directory = folder;
    request.style = work.style;
    request.verify = work.verify;
    request.preset_directories = work.preset_directories;
    if (!work.logo.empty()) request.logo = LogoRequest{work.logo, Time(0), {}};
    return request;
}

Fields words_of(const Item& item) {
    Fields words = item.words;
    const auto add = [&words](const char* name, const std::string& text) {
        const bool known = std::ranges::any_of(words, [&](const auto& word) { return word.first == name; });
        if (!known && !text.empty()) words.emplace_back(name, text);
    };
    add("title.vi", item.title_vi);
    add("title.en", item.title_en);
    add("title.km", item.title_km);
    return words;
}

ItemTask task_of(const DayWork& work, size_t index, int play) {
    const Item& item = work.day.items[index];
    ItemTask task;
    task.id = item.id;
    task.item = index;
    task.number = index + 1;
    task.folder = work_folder(work.root, work.day.date) / item.id;
    RenderRequest request = usual_request(work, item.media, task.folder);
    request.from = item.in;
    request.until = item.out;
    request.programme = item.graphics;
    request.fields = words_of(item);
    request.play = play;
    for (const ItemCues& cues : item.cues) request.cue_files.push_back({cues.language, cues.file, {}, {}});
    if (item.cues.empty()) request.cue_files = cue_files_beside(item.media);
    task.job.length = item.duration;
    task.job.request = std::move(request);
    return task;
}

ItemTask spare_task(const DayWork& work, ItemTask::Role role, const std::string& id, size_t number,
                    const fs::path& media) {
    ItemTask task;
    task.role = role;
    task.id = id;
    task.number = number;
    task.folder = work_folder(work.root, work.day.date) / ("." + id);  // no item is called so
    task.job.request = usual_request(work, media, task.folder);
    return task;
}

}  // namespace

std::vector<ItemTask> tasks_of(const DayWork& work) {
    std::vector<ItemTask> tasks;
    std::map<fs::path, int> plays;
    for (size_t i = 0; i < work.day.items.size(); ++i) {
        const Item& item = work.day.items[i];
        if (item.relay) continue;
        tasks.push_back(task_of(work, i, plays[item.media]++));
    }
    std::vector<fs::path> fillers = work.day.fillers;
    if (!work.day.filler.empty() && std::ranges::find(fillers, work.day.filler) == fillers.end())
        fillers.push_back(work.day.filler);
    for (size_t i = 0; i < fillers.size(); ++i)
        tasks.push_back(
            spare_task(work, ItemTask::Role::kFiller, fmt::format("filler-{:03}", i + 1), i + 1, fillers[i]));
    if (!work.day.standby.empty())
        tasks.push_back(spare_task(work, ItemTask::Role::kStandby, "standby", 0, work.day.standby));
    return tasks;
}

void set_times(const DayWork& work, const MediaFacts& facts, std::vector<ItemTask>& tasks) {
    const Timetable timetable = make_timetable(work.day, facts);
    std::map<size_t, Time> starts;
    for (const Airing& airing : timetable.airings)
        if (airing.kind == AiringKind::kItem && airing.item >= 0)
            starts.try_emplace(static_cast<size_t>(airing.item), airing.start);
    for (ItemTask& task : tasks) {
        const auto found = task.role == ItemTask::Role::kItem ? starts.find(task.item) : starts.end();
        const bool timed = found != starts.end();
        if (timed) task.on_air = found->second;
        const Time shown = timed ? found->second : timetable.begins;
        if (timed) task.job.request.on_air = WallTime(std::chrono::local_days(work.day.date) + shown);
        task.job.shown_at_s =
            std::chrono::floor<std::chrono::seconds>(timetable.instant(shown)).time_since_epoch().count();
    }
}

std::vector<size_t> by_deadline(const std::vector<ItemTask>& tasks) {
    std::vector<size_t> order(tasks.size());
    std::iota(order.begin(), order.end(), size_t{0});
    // The standby picture first: it is quickly made, and stands in for all else.
    const auto deadline = [&](size_t i) {
        return tasks[i].role == ItemTask::Role::kStandby ? Time::min() : tasks[i].on_air.value_or(Time::max());
    };
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return deadline(a) < deadline(b); });
    return order;
}

}  // namespace gatecast
