// SPDX-License-Identifier: GPL-3.0-or-later
// Slurm's own commands as functions: sbatch, squeue, scancel, found in PATH and told by SLURM_CONF which cluster is
// meant. Their errors come back as sentences. Called by the Slurm executor.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "presets/message.h"

namespace gatecast {

using SlurmSettings = std::vector<std::pair<std::string, std::string>>;
/// The options of sbatch that --slurm-set means. Throws Error for an unknown key.
[[nodiscard]] std::vector<std::string> sbatch_options(const SlurmSettings& settings);

/// One submission: the same script for each number.
struct SlurmArray {
    std::string name;
    std::filesystem::path directory;  // for what the tasks say: lane-N.out, lane-N.log
    std::vector<size_t> numbers;
    int at_once = 0;  // 0: no limit
    std::vector<std::string> options;
    std::string script;
};

/// How a task stands, as far as a starter has to know it.
enum class TaskFate : uint8_t {
    kWaiting,
    kRunning,
    kDone,
    kFailed,     // by itself
    kTimeLimit,  // ended by Slurm, as are the following
    kMemory,
    kHeld,  // Slurm will not start it again by itself
    kLost   // its node, or it had to make room, or somebody ended it
};

struct SlurmTask {
    int array = 0;
    size_t number = 0;
    TaskFate fate = TaskFate::kWaiting;
    int wait_status = 0;  // as of wait(2)
    std::string state;    // in Slurm's words
    std::string reason;
};

/// The number of the new array. Throws Error.
[[nodiscard]] int submit(const SlurmArray& array);
/// The user's arrays of this name that still have tasks, each with the directory it was submitted with.
[[nodiscard]] std::vector<std::pair<int, std::filesystem::path>> arrays_named(const std::string& name);
/// All tasks that Slurm still knows of. Nothing: it does not answer now.
[[nodiscard]] std::optional<std::vector<SlurmTask>> tasks_of(const std::vector<int>& arrays);
void cancel(const std::vector<int>& arrays);
void cancel_task(const SlurmTask& task);

/// One line of squeue as tasks_of() asks for it; nothing where it is none. For tests too.
[[nodiscard]] std::optional<SlurmTask> task_from_line(const std::string& line);
/// What sbatch's error means. For tests too.
[[nodiscard]] Message sbatch_error(const std::string& words);

}  // namespace gatecast
