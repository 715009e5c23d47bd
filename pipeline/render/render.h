// SPDX-License-Identifier: GPL-3.0-or-later
// The starter of a job: looks what the store lacks, has lanes make it, checks that everything fits together, joins and
// publishes. Called by the command line; later by the night's list.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "pipeline/render/executor.h"
#include "pipeline/render/publish.h"

namespace gatecast {

struct OutputResult {
    enum class State : uint8_t { kRendered, kUnchanged, kFailed } state = State::kFailed;
    Message problem;          // of kFailed
    bool of_machine = false;  // that problem: as MachineError
    Published published;
};

struct RenderResult {
    std::vector<OutputResult> outputs;  // as in the plan
    std::vector<Message> problems;      // of the clip: what could be shown was
    int64_t segments_made = 0;
    int64_t segments_kept = 0;  // found in the store
    bool stopped = false;
};

struct RenderWatcher {
    std::function<void(int64_t frames_done, int64_t frames_all)> progress = [](int64_t, int64_t) {};
    std::function<void(const Message&)> note = [](const Message&) {};  // how it goes with the machines
    std::function<bool()> stop = [] { return false; };
};

class Render {
public:
    Render(const RenderPlan& plan, const Store& store, Executor& executor, bool force)
        : plan_(plan), store_(store), executor_(executor), force_(force) {}
    ~Render();
    Render(const Render&) = delete;
    Render& operator=(const Render&) = delete;

    [[nodiscard]] RenderResult run(const RenderWatcher& watcher);

private:
    void hold_what_is_there() const;
    [[nodiscard]] bool make_missing(const RenderWatcher& watcher);
    [[nodiscard]] Job job_of(const std::vector<SegmentTask>& segments, const std::vector<SoundTask>& sounds) const;
    [[nodiscard]] std::vector<LaneOutcome> run_lanes(const Job& job, const RenderWatcher& watcher);
    void judge_lanes(const std::vector<LaneOutcome>& outcomes);
    [[nodiscard]] bool joins_hold();
    void drop_damaged(size_t output) const;
    [[nodiscard]] bool publish_open();
    void remember_problems();

    const RenderPlan& plan_;
    const Store& store_;
    Executor& executor_;
    bool force_;
    RenderResult result_;
    std::vector<size_t> open_;  // outputs that are not published yet
    bool from_start_ = false;
    std::map<std::string, int> deaths_;  // lanes that died over a segment
    int64_t frames_done_ = 0;
    int64_t frames_all_ = 0;
};

}  // namespace gatecast
