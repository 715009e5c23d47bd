// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_crew.h"

#include <poll.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

#include "pipeline/render/store.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int kLookAround_ms = 100;                     // how soon a wish to stop is noticed
constexpr size_t kAtOnceElsewhere = 6;                  // a cluster has room for the lanes of many
constexpr size_t kAtOnce = 2;                           // one is planned or joined while another is rendered
constexpr auto kTimeToStop = std::chrono::seconds(60);  // a child that is asked to end
constexpr const char* kOwnNames[] = {"job.json", "report.json", "log.txt"};

/// What an earlier job of the item left in its folder and this one did not make.
void sweep(const ItemTask& task, const ItemReport& report) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(task.folder, none)) {
        const std::string name = entry.path().filename().string();
        bool wanted = std::ranges::any_of(kOwnNames, [&](const char* own) { return name == own; });
        for (const FileReport& file : report.files)
            wanted = wanted || name == file.name || name == file.name + ".gatecast.json" ||
                     name == file.display + "." + file.encode + ".png";
        if (!wanted) fs::remove_all(entry.path(), none);
    }
}

}  // namespace

ItemCrew::ItemCrew(const DayWork& work, const Catalogue& vietnamese, bool look_only)
    : work_(work), vietnamese_(vietnamese), look_only_(look_only) {}

void ItemCrew::work(const std::vector<ItemTask>& tasks, const std::vector<size_t>& order, const Finished& finished,
                    const std::function<void(const DayProgress&)>& progress, const std::function<bool()>& interrupted) {
    progress_.items_all = progress_.items_done + order.size();
    for (const size_t task : order) waiting_frames_[task] = estimate_(task);
    const size_t here =
        look_only_ ? static_cast<size_t>(work_.jobs) : std::min(kAtOnce, static_cast<size_t>(work_.jobs));
    const size_t at_once = elsewhere() ? kAtOnceElsewhere : here;
    size_t next = 0;
    bool stopping = false;
    while (next < order.size() || !running_.empty()) {
        if (!stopping && interrupted()) {
            stopping = true;
            next = order.size();
            stop_all();
        }
        while (next < order.size() && running_.size() < at_once) start(tasks, order[next++], false, finished);
        listen();
        end_silent();
        std::ranges::sort(ended_, std::greater<>());
        for (const size_t i : std::exchange(ended_, {})) {
            Running one = std::move(running_[i]);
            running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
            end(tasks, std::move(one), finished, stopping);
        }
        progress(now(tasks));
    }
}

void ItemCrew::start(const std::vector<ItemTask>& tasks, size_t task, bool again, const Finished& finished) {
    ItemJob job = tasks[task].job;
    job.look_only = look_only_;
    job.jobs = work_.jobs;
    job.executor = work_.executor;
    job.slurm = work_.slurm;
    try {
        fs::create_directories(tasks[task].folder);
        const fs::path file = tasks[task].folder / (look_only_ ? "look.json" : "job.json");
        write_whole(file, to_json(job));
        Running running{task, again, ItemProcess(work_.program, file, work_.store_root, work_.nice)};
        running.frames = running.left = std::exchange(waiting_frames_[task], 0);
        running_.push_back(std::move(running));
    } catch (const std::exception& error) {
        const auto* known = dynamic_cast<const Error*>(&error);
        ItemReport report;
        report.failures.push_back(said(
            known != nullptr ? known->message()
                             : message("{}: the folder cannot be made: {}.", tasks[task].folder.string(), error.what()),
            vietnamese_));
        ++progress_.items_done;
        finished(task, report, 0, 0);
    }
}

void ItemCrew::listen() {
    std::vector<pollfd> waiting;
    for (const Running& one : running_) waiting.push_back({one.process.events(), POLLIN, 0});
    poll(waiting.data(), waiting.size(), waiting.empty() ? 0 : kLookAround_ms);
    for (size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i].revents == 0) continue;
        const auto heard = [&](const ItemEvent& event) { hear(running_[i], event); };
        if (!running_[i].process.read(heard)) ended_.push_back(i);
    }
}

void ItemCrew::hear(Running& running, const ItemEvent& event) {
    if (event.kind == ItemEvent::Kind::kPlanned) running.frames = running.left = event.frames_all;
    if (event.kind == ItemEvent::Kind::kFrames) running.left = event.frames_all - event.frames_done;
    if (event.kind == ItemEvent::Kind::kReport) running.report = event;
    if (event.kind == ItemEvent::Kind::kStopped) running.stopped = true;
}

void ItemCrew::stop_all() {
    stopped_at_ = std::chrono::steady_clock::now();
    for (const Running& one : running_) one.process.stop();
}

void ItemCrew::end_silent() {
    const bool overdue = stopped_at_ && std::chrono::steady_clock::now() - *stopped_at_ > kTimeToStop;
    for (Running& one : running_) {
        // A cluster's queue may be long; what hangs there ends by the cluster's own time limit.
        const bool hangs = !elsewhere() && one.process.silent() >= work_.silence;
        if (one.hung || !(hangs || overdue)) continue;
        one.hung = true;
        one.process.end_now();
    }
}

void ItemCrew::end(const std::vector<ItemTask>& tasks, Running running, const Finished& finished, bool interrupted) {
    const ItemEnd end = running.process.reap();
    const ItemTask& task = tasks[running.task];
    if (look_only_) {
        std::error_code none;
        fs::remove(task.folder / "look.json", none);
    }
    if (interrupted && !running.report) return;  // it goes on another time
    if (!running.report && end.signal != 0 && !running.hung && !running.again) {
        start(tasks, running.task, true, finished);  // memory may have run out; what it finished is kept
        return;
    }
    ++progress_.items_done;
    progress_.frames_done += running.frames;
    if (!running.report) return finished(running.task, report_of_death(task, running, end), 0, 0);
    if (!look_only_) sweep(task, running.report->report);
    finished(running.task, running.report->report, running.report->segments_made, running.report->segments_kept);
}

ItemReport ItemCrew::report_of_death(const ItemTask& task, const Running& running, const ItemEnd& end) const {
    const std::string name = task.job.request.clip.filename().string();
    const std::string log = (task.folder / "log.txt").string();
    ItemReport report;
    if (running.hung)
        report.failures.push_back(said(message("{}: nothing was heard of its rendering for {} minutes; it was ended. "
                                               "Is the disk or the network it lies on stuck? See {}.",
                                               name, work_.silence.count(), log),
                                       vietnamese_));
    else if (end.signal != 0)
        report.failures.push_back(
            said(message("{}: what rendered it ended twice by signal {} ({}). The file may be damaged, or memory ran "
                         "out. See {}.",
                         name, end.signal, strsignal(end.signal), log),
                 vietnamese_));
    else
        report.failures.push_back(
            said(message("{}: what rendered it ended without a word. See {}.", name, log), vietnamese_));
    return report;
}

DayProgress ItemCrew::now(const std::vector<ItemTask>& tasks) const {
    DayProgress progress = progress_;
    progress.frames_all = progress_.frames_done;
    for (const Running& one : running_) {
        progress.frames_all += one.frames;
        progress.frames_done += one.frames - std::clamp<int64_t>(one.left, 0, one.frames);
        if (progress.now.empty()) progress.now = tasks[one.task].id;
    }
    for (const auto& [task, frames] : waiting_frames_) progress.frames_all += frames;
    return progress;
}

}  // namespace gatecast
