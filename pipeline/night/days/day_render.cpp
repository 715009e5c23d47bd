// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_render.h"

#include <algorithm>
#include <set>

#include "pipeline/night/days/approved.h"
#include "pipeline/night/days/day_pages.h"
#include "pipeline/night/days/day_publish.h"
#include "pipeline/night/items/item_crew.h"
#include "pipeline/night/items/item_memory.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/trust/content_hash.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

class DayRender {
public:
    DayRender(const DayWork& work, const std::string& only, const Catalogue& vietnamese, const DayWatcher& watcher)
        : work_(work), only_(only), vietnamese_(vietnamese), watcher_(watcher), memory_(work) {}

    DayOutcome run() {
        outcome_.tasks = tasks_of(work_);
        outcome_.reports.resize(outcome_.tasks.size());
        require_item();
        look_how_long();
        if (!interrupted()) render_missing();
        if (!outcome_.stopped && !outcome_.yielded) publish();
        return std::move(outcome_);
    }

private:
    [[nodiscard]] bool interrupted() {
        outcome_.stopped = outcome_.stopped || watcher_.stop();
        outcome_.yielded = outcome_.yielded || (!outcome_.stopped && watcher_.yield());
        return outcome_.stopped || outcome_.yielded;
    }

    void require_item() const {
        if (only_.empty() || std::ranges::find(outcome_.tasks, only_, &ItemTask::id) != outcome_.tasks.end()) return;
        throw Error(message("{}: the list has no item {} to render. gatecast day show lists them.",
                            work_.day.file.filename().string(), only_));
    }

    /// The length of every item's media: remembered, or looked up by a child. With it comes the hour of each item.
    void look_how_long() {
        MediaFacts facts;
        std::vector<size_t> unknown;
        std::set<fs::path> seen;
        for (size_t i = 0; i < outcome_.tasks.size(); ++i) {
            const ItemTask& task = outcome_.tasks[i];
            if (const auto fact = memory_.length(task))
                facts[task.job.request.clip] = *fact;
            else if (seen.insert(task.job.request.clip).second)
                unknown.push_back(i);
        }
        std::erase_if(unknown, [&](size_t i) { return facts.contains(outcome_.tasks[i].job.request.clip); });
        ItemCrew crew(work_, vietnamese_, true);
        const auto looked = [&](size_t i, const ItemReport& report, int64_t, int64_t) {
            if (report.length <= Time(0)) return;
            facts[outcome_.tasks[i].job.request.clip] = MediaFact{report.length, report.still};
            memory_.keep_look(outcome_.tasks[i], report);
        };
        crew.work(
            outcome_.tasks, unknown, looked, [](const DayProgress&) {}, [this] { return interrupted(); });
        if (!interrupted()) set_times(work_, facts, outcome_.tasks);
        lengths_ = std::move(facts);
    }

    void render_missing() {
        std::vector<size_t> missing;
        for (const size_t i : by_deadline(outcome_.tasks)) {
            ItemTask& task = outcome_.tasks[i];
            task.job.approvals = work_.approvals;
            const auto known = memory_.recall(task);
            if (known && (known->failures.empty() || !(only_.empty() || only_ == task.id)))
                outcome_.reports[i] = still_approved(task, *known);
            const bool asked = only_.empty() || only_ == task.id;
            if (asked && !(known && known->failures.empty() && is_whole(*known))) missing.push_back(i);
        }
        outcome_.items_made = missing.size();
        ItemCrew crew(work_, vietnamese_, false);
        const auto estimate = [this](size_t i) { return estimated_frames(outcome_.tasks[i]); };
        crew.set_estimate(estimate);
        crew.set_ready(outcome_.tasks.size() - missing.size());
        const auto finished = [this](size_t i, const ItemReport& report, int64_t made, int64_t kept) {
            outcome_.segments_made += made;
            outcome_.segments_kept += kept;
            memory_.keep(outcome_.tasks[i], report);
            outcome_.reports[i] = report;
            watcher_.finished(outcome_.tasks[i], report);
        };
        crew.work(outcome_.tasks, missing, finished, watcher_.progress, [this] { return interrupted(); });
    }

    /// Every output came out: one that failed is tried again.
    static bool is_whole(const ItemReport& report) {
        return report.skipped || std::ranges::all_of(report.files, &FileReport::ready);
    }

    /// Bytes that may no longer be shown stand no more, however good they are.
    [[nodiscard]] ItemReport still_approved(const ItemTask& task, ItemReport report) const {
        if (work_.approvals.empty() || !report.failures.empty()) return report;
        const auto refused = not_approved(work_.approvals, report.ingredients, task.job.shown_at_s);
        for (const Message& why : refused) report.failures.push_back(said(why, vietnamese_));
        if (!refused.empty()) report.files.clear();
        return report;
    }

    [[nodiscard]] int64_t estimated_frames(const ItemTask& task) const {
        constexpr int64_t kRate = 25;
        const auto known = lengths_.find(task.job.request.clip);
        Time length = known == lengths_.end() ? Time(0) : known->second.duration;
        if (task.job.request.until) length = std::min(length, *task.job.request.until);
        if (task.job.request.from) length -= *task.job.request.from;
        if (known != lengths_.end() && known->second.still && task.job.length) length = *task.job.length;
        const auto seconds = std::max<int64_t>(0, std::chrono::floor<std::chrono::seconds>(length).count());
        return seconds * kRate * std::ssize(work_.displays);
    }

    void publish() {
        std::vector<FolderEntry> entries;
        for (size_t i = 0; i < outcome_.tasks.size(); ++i) {
            if (!outcome_.reports[i]) continue;
            for (const FileReport& file : outcome_.reports[i]->files)
                if (file.ready())
                    entries.push_back({published_path(outcome_.tasks[i], file, *outcome_.reports[i]),
                                       outcome_.tasks[i].folder / file.name});
        }
        PublishedDay day = published_day(work_, outcome_);
        for (FolderEntry& page : pages_of(work_, outcome_, vietnamese_)) {
            day.others.push_back({page.path, std::ssize(page.text), hash_of_bytes(page.text)});
            entries.push_back(std::move(page));
        }
        entries.push_back({"day.json", {}, to_json(day)});
        outcome_.published = publish_folder(published_folder(work_.root, work_.day.date),
                                            work_folder(work_.root, work_.day.date) / ".publishing", entries);
        if (work_.link_current) link_current(work_.root, written_date(work_.day.date));
        sweep();
    }

    /// Files of items that the list no longer has, and of days whose published folder somebody took away: nothing else
    /// would give their room back.
    void sweep() const {
        std::error_code none;
        const fs::path folder = work_folder(work_.root, work_.day.date);
        std::set<fs::path> wanted;
        for (const ItemTask& task : outcome_.tasks) wanted.insert(task.folder);
        for (const auto& entry : fs::directory_iterator(folder, none))
            if (!wanted.contains(entry.path())) fs::remove_all(entry.path(), none);
        for (const auto& entry : fs::directory_iterator(folder.parent_path(), none))
            if (entry.is_directory(none) && entry.path() < folder &&
                !fs::exists(work_.root / entry.path().filename(), none))
                fs::remove_all(entry.path(), none);
    }

    const DayWork& work_;
    const std::string& only_;
    const Catalogue& vietnamese_;
    const DayWatcher& watcher_;
    ItemMemory memory_;
    MediaFacts lengths_;
    DayOutcome outcome_;
};

}  // namespace

DayOutcome render_day(const DayWork& work, const std::string& only, const Catalogue& vietnamese,
                      const DayWatcher& watcher) {
    return DayRender(work, only, vietnamese, watcher).run();
}

}  // namespace gatecast
