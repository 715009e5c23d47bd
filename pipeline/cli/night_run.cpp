// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/night_run.h"

#include <nlohmann/json.hpp>
#include <thread>

#include "pipeline/cli/places.h"
#include "pipeline/cli/stop.h"
#include "pipeline/cli/times.h"
#include "pipeline/night/days/day_pages.h"
#include "pipeline/night/days/day_publish.h"
#include "pipeline/night/days/day_render.h"
#include "pipeline/night/days/root_lock.h"
#include "pipeline/playlist/lists/written.h"
#include "pipeline/render/store.h"

namespace gatecast {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kAskAgain = std::chrono::milliseconds(200);

/// One line that rewrites itself; where nobody watches, a line for each item that ends.
class NightProgress {
public:
    explicit NightProgress(Console& console) : console_(console) {}

    void show(const DayProgress& progress) {
        last_ = progress;
        const auto now = Clock::now();
        if (!console_.terminal() || now - shown_ < kAskAgain) return;
        shown_ = now;
        console_.progress(console_.text(line()));
    }
    void finished(const ItemTask& task, const ItemReport& report) {
        ++last_.items_done;
        if (console_.terminal() || console_.json()) return;
        const std::string time = task.on_air ? clock_text(*task.on_air) + " " : std::string();
        const Message result = report.ready()   ? message("{}{}: ready", time, task.id)
                               : report.skipped ? message("{}{}: left out", time, task.id)
                                                : message("{}{}: failed", time, task.id);
        console_.say(message("{}. {}", console_.text(result), console_.text(line())));
    }
    void clear() { console_.progress(""); }

private:
    [[nodiscard]] Message line() const {
        const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
        const double rate = seconds > 0 ? static_cast<double>(last_.frames_done) / seconds : 0;
        const auto left = static_cast<double>(last_.frames_all - last_.frames_done);
        return message("{} of {} items, {} of {} frames, {} frames/s, {} left", last_.items_done, last_.items_all,
                       last_.frames_done, last_.frames_all, fmt::format("{:.1f}", rate),
                       rate > 0 ? show_time(Time(static_cast<int64_t>(left / rate * 1e9))) : std::string("–"));
    }

    Console& console_;
    DayProgress last_;
    Clock::time_point begun_ = Clock::now();
    Clock::time_point shown_{};
};

/// True: the root is ours. False: stopped while waiting.
bool take_root(RootLock& lock, const NightRun& run, bool wait, Console& console) {
    for (bool told = false; !lock.try_take(run.what); told = true) {
        if (stop_asked()) return false;
        if (!wait)
            throw Error(
                message("{}: another one works there: {}. Give --wait to come after it, or gatecast rush ITEM "
                        "for what cannot wait.",
                        run.root.string(), lock.holder()));
        if (!told) console.note(message("{}: waiting for {}.", run.root.string(), lock.holder()));
        std::this_thread::sleep_for(kAskAgain);
    }
    return true;
}

std::string title_of(const DayWork& work, const ItemTask& task) {
    if (task.role != ItemTask::Role::kItem) return task.id;
    const std::string& title = work.day.items[task.item].title_vi;
    return title.empty() ? task.id : task.id + " (" + title + ")";
}

/// `only`: of this item; empty: of all.
void say_failures(const DayWork& work, const DayOutcome& outcome, const std::string& only, Console& console) {
    const auto in_language = [&console](const Said& said) { return console.language() == "vi" ? said.vi : said.en; };
    for (const size_t i : by_deadline(outcome.tasks)) {
        const auto& report = outcome.reports[i];
        const ItemTask& task = outcome.tasks[i];
        if (!report || !(only.empty() || only == task.id)) continue;
        const std::string name = (task.on_air ? clock_text(*task.on_air) + " " : std::string()) + title_of(work, task);
        for (const Said& why : report->failures) console.fail(message("{}: {}", name, in_language(why)));
        for (const FileReport& file : report->files)
            if (file.problem) console.fail(message("{}, {}: {}", name, file.display, in_language(*file.problem)));
        if (report->skipped)
            for (const Said& why : report->remarks) console.warn(message("{}: {}", name, in_language(why)));
    }
}

void say_outcome(const DayWork& work, const DayOutcome& outcome, const std::string& only, double seconds,
                 Console& console) {
    const auto folder = published_folder(work.root, work.day.date);
    say_failures(work, outcome, only, console);
    if (outcome.stopped)
        console.fail(
            message("Stopped. Nothing half-written is left. Give the same command again to go on: finished segments "
                    "are kept."));
    console.say(message("{}: {} of {} items ready, {} failed, {} left out; {} rendered in {}.",
                        written_date(work.day.date), outcome.count(ItemState::kReady), outcome.tasks.size(),
                        outcome.count(ItemState::kFailed) + outcome.count(ItemState::kPartly),
                        outcome.count(ItemState::kSkipped), outcome.items_made,
                        show_time(Time(static_cast<int64_t>(seconds * 1e9)))));
    if (!outcome.stopped)
        console.say(outcome.published ? message("Published: {}", (folder / "index.html").string())
                                      : message("Unchanged: {}", (folder / "index.html").string()));
    if (!console.json()) return;
    auto value = nlohmann::json::parse(results_json(work, outcome));
    value["run"] = {{"seconds", seconds},
                    {"items_made", outcome.items_made},
                    {"segments_made", outcome.segments_made},
                    {"segments_kept", outcome.segments_kept},
                    {"published", outcome.published},
                    {"stopped", outcome.stopped},
                    {"folder", folder.string()}};
    console.print_json(value);
}

}  // namespace

int run_night(const NightRun& run, Console& console) {
    hear_stop_signals();
    const auto begun = Clock::now();
    RootLock lock(run.root);
    if (run.urgent && !lock.claim_urgency())
        throw Error(
            message("{}: something urgent is rendered there already: {}. Give the same command again when it "
                    "is done.",
                    run.root.string(), lock.holder()));
    const Catalogue vietnamese = open_catalogue("vi", locale_directories());
    NightProgress progress(console);
    DayWatcher watcher;
    watcher.progress = [&](const DayProgress& now) { progress.show(now); };
    watcher.finished = [&](const ItemTask& task, const ItemReport& report) { progress.finished(task, report); };
    watcher.stop = stop_asked;
    watcher.yield = [&lock] { return lock.must_yield(); };
    for (bool wait = run.wait || run.urgent; take_root(lock, run, wait, console); wait = true) {
        const DayWork work = run.read();
        const DayOutcome outcome = render_day(work, run.only, vietnamese, watcher);
        progress.clear();
        lock.release();
        if (outcome.yielded) {
            console.note(message("Something urgent comes first; what is finished is kept."));
            continue;
        }
        if (outcome.items_made > 0) static_cast<void>(Store(work.store_root).clean(run.store_limit_bytes));
        if (run.keep_days > 0 && !outcome.stopped)
            for (const std::string& day : remove_old_days(run.root, run.keep_days, written_date(Date(today()))))
                console.note(message("{}: older than the {} days that stay, removed.", day, run.keep_days));
        say_outcome(work, outcome, run.only, std::chrono::duration<double>(Clock::now() - begun).count(), console);
        return console.exit_code();
    }
    console.fail(message("Stopped while waiting. Nothing was done."));
    return console.exit_code();
}

}  // namespace gatecast
