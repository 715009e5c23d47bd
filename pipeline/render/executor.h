// SPDX-License-Identifier: GPL-3.0-or-later
// Where lanes run: a choice of one table. Every executor runs the same command, `gatecast lane JOB N`, and passes on
// what the lanes say; a lane that dies costs its unfinished segment only. Called by the starter's main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/render/job.h"
#include "pipeline/render/lane_events.h"

namespace gatecast {

struct LaneOutcome {
    bool finished = false;
    int signal = 0;           // died of it
    std::string working_on;   // key of the segment it had in hand when it stopped
    Message failure;          // its own last words
    bool of_machine = false;  // that failure: as MachineError
};

/// What the starter hears while lanes work, and its wish that they end.
struct LaneWatch {
    std::function<void(const LaneEvent&)> hear;
    std::function<void(const Message&)> note;  // of the machines, not of the work: for people, changes nothing
    std::function<bool()> stop;
};

class Executor {
public:
    virtual ~Executor() = default;
    /// Into how many lanes a job with so many missing segments is best cut.
    [[nodiscard]] virtual int lanes_for(int64_t segments) const = 0;
    /// Returns when every lane ended, or, once told to stop, when all were ended; one outcome a lane. Throws Error
    /// where lanes cannot be started.
    [[nodiscard]] virtual std::vector<LaneOutcome> run(const Job& job, const Store& store, const LaneWatch& watch) = 0;
};

struct ExecutorSettings {
    std::filesystem::path program;  // this executable
    std::optional<int> jobs;        // lanes at once; nothing: as many as there is room for
    int nice = 0;                   // for work at night beside a live programme
    std::vector<std::pair<std::string, std::string>> slurm;
};

/// "local": processes of this machine; "slurm": tasks of a Slurm cluster that shares this file system. Throws Error for
/// another name, or a setting that its executor does not know.
[[nodiscard]] std::unique_ptr<Executor> make_executor(const std::string& name, const ExecutorSettings& settings);

/// Adds what a lane's line says to its outcome, and passes it on.
void hear_line(const std::string& line, LaneOutcome& outcome, const std::function<void(const LaneEvent&)>& hear);

}  // namespace gatecast
