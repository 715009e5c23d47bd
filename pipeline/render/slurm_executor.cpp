// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/slurm_executor.h"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <deque>

#include "pipeline/render/lane_file.h"
#include "pipeline/render/slurm.h"
#include "presets/message.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// A task costs half a second of Slurm's and of its own start: long jobs are cut into long lanes, short ones at least
// into a few that end together.
constexpr int64_t kSegmentsALane = 25, kSegmentsOfAShortLane = 6, kLanesOfAShortJob = 3;
constexpr int64_t kMostLanes = 500;  // Slurm's own limit for an array is 1001 unless it is raised
constexpr int kLookAround_ms = 200;
constexpr auto kAskEvery = std::chrono::seconds(3);
constexpr auto kQueueIsLong = std::chrono::seconds(60);
constexpr auto kPatience = std::chrono::minutes(15);  // with a controller that does not answer
constexpr auto kCancelPatience = std::chrono::minutes(2);
constexpr int kMostLosses = 5;  // of one lane, without anything made between them
constexpr int kCannotRun = 126, kNotThere = 127;

/// A lane as its starter sees it.
struct FollowedLane {
    explicit FollowedLane(fs::path file) : words(std::move(file)) {}

    LaneFile words;
    LaneOutcome outcome;
    bool over = false;
    bool made = false;  // something, since it was submitted last
    int losses = 0;
};

std::string quoted(const fs::path& path) {
    std::string text = "'";
    for (const char letter : path.string()) text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return text + "'";
}

/// One run of the executor.
class Following {
public:
    /// `array`: its name, limit and options; `script_head`: what its tasks do before they become lanes.
    Following(SlurmArray array, std::string script_head, fs::path program, const Store& store, const LaneWatch& watch)
        : array_(std::move(array)),
          script_head_(std::move(script_head)),
          program_(std::move(program)),
          store_(store),
          watch_(watch) {}
    ~Following();
    Following(const Following&) = delete;
    Following& operator=(const Following&) = delete;

    /// An array that an earlier starter of this job left; false: there is none.
    bool adopt();
    void submit_job(const Job& job);
    std::vector<LaneOutcome> follow();

private:
    void open_lanes(size_t count);
    void submit_lanes(std::vector<size_t> numbers);
    void listen(bool frames);
    [[nodiscard]] bool all_over() const;
    [[nodiscard]] std::optional<std::vector<SlurmTask>> ask();
    void look_after(const std::vector<SlurmTask>& tasks);
    [[nodiscard]] bool judge(size_t number, const SlurmTask& task);
    void end_by_itself(FollowedLane& lane, const SlurmTask& task) const;
    void count_loss(FollowedLane& lane, const SlurmTask& task) const;
    void say_why_waiting(const std::vector<SlurmTask>& tasks);
    void give_up();
    void cancel_all() noexcept;

    SlurmArray array_;
    std::string script_head_;
    fs::path program_;
    const Store& store_;
    const LaneWatch& watch_;
    std::vector<int> submitted_;  // numbers of arrays
    std::deque<FollowedLane> lanes_;
    Clock::time_point begun_ = Clock::now();
    Clock::time_point answered_ = Clock::now();
    bool silence_said_ = false;
    bool waiting_said_ = false;
};

/// Whatever ends it: nothing stays in the queue, and no directory.
Following::~Following() {
    if (!all_over()) cancel_all();
    std::error_code none;
    if (!array_.directory.empty()) fs::remove_all(array_.directory, none);
}

void Following::open_lanes(size_t count) {
    for (size_t i = 0; i < count; ++i) lanes_.emplace_back(array_.directory / ("lane-" + std::to_string(i) + ".out"));
}

bool Following::adopt() {
    const fs::path ours = store_.root() / "jobs";
    std::vector<int> useless;
    for (const auto& [number, directory] : arrays_named(array_.name)) {
        std::error_code none;
        if (!fs::equivalent(directory.parent_path(), ours, none)) continue;  // another store's
        const bool usable = fs::exists(directory / "job.json") && (submitted_.empty() || directory == array_.directory);
        (usable ? submitted_ : useless).push_back(number);
        if (usable) array_.directory = directory;
    }
    cancel(useless);
    if (submitted_.empty()) return false;
    open_lanes(read_job(array_.directory / "job.json").lanes.size());
    watch_.note(message("Slurm: array {} of this job is in the queue already, and is followed.", submitted_.back()));
    listen(false);  // what was composed before this starter began is not its progress
    return true;
}

void Following::submit_job(const Job& job) {
    store_.drop_shared_jobs(short_name(job.plan_key));
    array_.directory = store_.shared_job_directory(short_name(job.plan_key));
    write_job(array_.directory / "job.json", job);
    open_lanes(job.lanes.size());
    std::vector<size_t> all;
    for (size_t i = 0; i < lanes_.size(); ++i) all.push_back(i);
    submit_lanes(all);
    watch_.note(message("Slurm: {} tasks submitted as array {}.", lanes_.size(), submitted_.back()));
}

void Following::submit_lanes(std::vector<size_t> numbers) {
    for (const size_t number : numbers) lanes_[number].made = false;
    array_.numbers = std::move(numbers);
    array_.script = script_head_ + "exec " + quoted(program_) + " lane " + quoted(array_.directory / "job.json") +
                    " \"$SLURM_ARRAY_TASK_ID\" --cache " + quoted(store_.root()) + "\n";
    submitted_.push_back(submit(array_));
    begun_ = Clock::now();
}

void Following::listen(bool frames) {
    for (FollowedLane& lane : lanes_) {
        if (lane.over) continue;
        lane.words.read([&](const std::string& line) {
            hear_line(line, lane.outcome, [&](const LaneEvent& event) {
                if (event.kind == LaneEvent::Kind::kMade) lane.made = true, lane.losses = 0;
                if (frames || event.kind != LaneEvent::Kind::kFrames) watch_.hear(event);
            });
        });
        lane.over = lane.outcome.finished;
    }
}

bool Following::all_over() const {
    return std::ranges::all_of(lanes_, &FollowedLane::over);
}

std::vector<LaneOutcome> Following::follow() {
    Clock::time_point asked{};
    for (listen(true); !all_over() && !watch_.stop(); listen(true)) {
        if (Clock::now() - asked >= kAskEvery) {
            const auto tasks = ask();
            listen(true);  // the last words of what ended before the question
            if (tasks) look_after(*tasks);
            touch_now(array_.directory);
            asked = Clock::now();
        }
        if (!all_over()) poll(nullptr, 0, kLookAround_ms);
    }
    std::vector<LaneOutcome> outcomes;
    for (const FollowedLane& lane : lanes_) outcomes.push_back(lane.outcome);
    return outcomes;
}

/// A controller may be restarted while tasks go on.
std::optional<std::vector<SlurmTask>> Following::ask() {
    auto tasks = tasks_of(submitted_);
    const auto now = Clock::now();
    if (tasks) {
        answered_ = now;
        silence_said_ = false;
    } else if (now - answered_ > kPatience) {
        throw Error(
            message("Slurm's controller has not answered for {} minutes. What was finished is kept: give the same "
                    "command again when it is back.",
                    std::chrono::duration_cast<std::chrono::minutes>(kPatience).count()));
    } else if (!silence_said_) {
        silence_said_ = true;
        watch_.note(message("Slurm's controller does not answer; its tasks go on, and it is asked again."));
    }
    return tasks;
}

void Following::look_after(const std::vector<SlurmTask>& tasks) {
    // Another starter of the same job followed this array too, and was done with it.
    if (!fs::exists(array_.directory / "job.json")) return give_up();
    std::vector<size_t> again;
    std::string states;
    for (size_t number = 0; number < lanes_.size(); ++number) {
        if (lanes_[number].over) continue;
        SlurmTask latest{0, number, TaskFate::kLost, 0, "UNKNOWN", {}};  // Slurm forgets what ended some minutes ago
        for (const SlurmTask& task : tasks)
            if (task.number == number && task.array > latest.array) latest = task;
        if (!judge(number, latest)) continue;
        if (latest.fate == TaskFate::kHeld) cancel_task(latest);
        if (states.find(latest.state) == std::string::npos) states += (states.empty() ? "" : ", ") + latest.state;
        again.push_back(number);
    }
    if (again.empty()) return say_why_waiting(tasks);
    const size_t count = again.size();
    submit_lanes(std::move(again));
    watch_.note(
        message("Slurm: {} tasks did not end ({}). Submitted again as array {}.", count, states, submitted_.back()));
}

/// Whether the lane is to be submitted again.
bool Following::judge(size_t number, const SlurmTask& task) {
    FollowedLane& lane = lanes_[number];
    switch (task.fate) {
        case TaskFate::kWaiting:
        case TaskFate::kRunning:
            return false;
        case TaskFate::kDone:
            lane.over = lane.outcome.finished = true;
            return false;
        case TaskFate::kFailed:
            end_by_itself(lane, task);
            return false;
        default:
            count_loss(lane, task);
            return true;
    }
}

void Following::end_by_itself(FollowedLane& lane, const SlurmTask& task) const {
    lane.over = true;
    if (WIFSIGNALED(task.wait_status)) lane.outcome.signal = WTERMSIG(task.wait_status);
    if (!lane.outcome.failure.sentence.empty()) return;
    if (!lane.words.begun())
        throw Error(
            message("{}: the nodes of the cluster do not see this directory. Keep the store on the file system "
                    "that they share, with --cache.",
                    store_.root().string()));
    const int code = WIFEXITED(task.wait_status) ? WEXITSTATUS(task.wait_status) : 0;
    if (code == kCannotRun || code == kNotThere)
        throw Error(
            message("{}: cannot be run on the nodes of the cluster. Install the same version of gatecast there, "
                    "at the same place.",
                    program_.string()));
}

/// Losing a task is nobody's fault, losing it again and again without a step forward is.
void Following::count_loss(FollowedLane& lane, const SlurmTask& task) const {
    ++lane.losses;
    if (task.fate == TaskFate::kTimeLimit && !lane.made && lane.losses > 1)
        throw Error(
            message("The time limit of Slurm's tasks ends them before one segment is done. Give more with "
                    "--slurm-set time=1:00:00."));
    if (task.fate == TaskFate::kMemory && lane.losses > 1)
        throw Error(
            message("Slurm ended a task twice because it needed more memory than it may have. Give more with "
                    "--slurm-set memory=2G."));
    if (lane.losses > kMostLosses)
        throw Error(
            message("Slurm lost the same task {} times ({}). What was finished is kept. Look at the nodes with "
                    "sinfo, then give the same command again.",
                    lane.losses, task.state));
}

void Following::say_why_waiting(const std::vector<SlurmTask>& tasks) {
    const bool nothing_runs = std::ranges::none_of(
        tasks, [](const SlurmTask& task) { return task.fate == TaskFate::kRunning || task.fate == TaskFate::kDone; });
    if (waiting_said_ || !nothing_runs || tasks.empty() || Clock::now() - begun_ < kQueueIsLong) return;
    waiting_said_ = true;
    watch_.note(message("Slurm has not begun yet; its reason: {}. squeue and sinfo tell more.", tasks.front().reason));
}

/// The starter looks what is missing, and begins anew.
void Following::give_up() {
    for (FollowedLane& lane : lanes_) lane.over = true;
}

void Following::cancel_all() noexcept {
    if (submitted_.empty()) return;
    try {
        cancel(submitted_);
        const auto end = Clock::now() + kCancelPatience;
        for (;;) {
            const auto tasks = tasks_of(submitted_);
            const bool left = !tasks || std::ranges::any_of(*tasks, [](const SlurmTask& task) {
                return task.fate == TaskFate::kWaiting || task.fate == TaskFate::kRunning;
            });
            if (!left || Clock::now() > end) return;
            poll(nullptr, 0, kLookAround_ms);
        }
    } catch (const Error&) {
        return;  // Slurm cannot be asked; the same command will find the array again
    }
}

class SlurmExecutor : public Executor {
public:
    explicit SlurmExecutor(const ExecutorSettings& settings)
        : settings_(settings), options_(sbatch_options(settings.slurm)) {}

    int lanes_for(int64_t segments) const override {
        const auto cuts = [segments](int64_t each) { return (segments + each - 1) / each; };
        const int64_t lanes = std::max(cuts(kSegmentsALane), std::min(cuts(kSegmentsOfAShortLane), kLanesOfAShortJob));
        return static_cast<int>(std::clamp(lanes, int64_t{1}, kMostLanes));
    }
    std::vector<LaneOutcome> run(const Job& job, const Store& store, const LaneWatch& watch) override;

private:
    ExecutorSettings settings_;
    std::vector<std::string> options_;
};

std::vector<LaneOutcome> SlurmExecutor::run(const Job& job, const Store& store, const LaneWatch& watch) {
    SlurmArray array;
    array.name = "gatecast-" + short_name(job.plan_key);
    array.at_once = settings_.jobs.value_or(0);
    array.options = options_;
    std::string head = "#!/bin/sh\n";
    if (settings_.nice > 0) head += "renice -n " + std::to_string(settings_.nice) + " $$ > /dev/null\n";
    Following following(std::move(array), std::move(head), settings_.program, store, watch);
    if (!following.adopt()) following.submit_job(job);
    return following.follow();
}

}  // namespace

std::unique_ptr<Executor> make_slurm_executor(const ExecutorSettings& settings) {
    return std::make_unique<SlurmExecutor>(settings);
}

}  // namespace gatecast
