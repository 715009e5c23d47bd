// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/slurm.h"

#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "pipeline/render/outside.h"

namespace gatecast {

namespace {

constexpr const char* kLeast_memory = "--mem=1G";  // a lane takes 0.3; without a word some clusters give a whole node

struct Setting {
    const char* key;
    const char* option;  // of sbatch; null: the value is an option as it stands
};

constexpr Setting kSettings[] = {
    {"partition", "--partition"}, {"time", "--time"}, {"memory", "--mem"},
    {"account", "--account"},     {"qos", "--qos"},   {"constraint", "--constraint"},
    {"option", nullptr},
};

struct StateRow {
    const char* state;
    TaskFate fate;
};

/// Slurm's states; one that is not here is a way to or from running.
constexpr StateRow kStates[] = {
    {"PENDING", TaskFate::kWaiting},      {"REQUEUED", TaskFate::kWaiting},  {"COMPLETED", TaskFate::kDone},
    {"FAILED", TaskFate::kFailed},        {"TIMEOUT", TaskFate::kTimeLimit}, {"DEADLINE", TaskFate::kTimeLimit},
    {"OUT_OF_MEMORY", TaskFate::kMemory}, {"REQUEUE_HOLD", TaskFate::kHeld}, {"SPECIAL_EXIT", TaskFate::kHeld},
    {"NODE_FAIL", TaskFate::kLost},       {"PREEMPTED", TaskFate::kLost},    {"CANCELLED", TaskFate::kLost},
    {"BOOT_FAIL", TaskFate::kLost},       {"REVOKED", TaskFate::kLost},
};

struct ErrorRow {
    const char* words;  // part of what sbatch says
    const char* sentence;
};

constexpr ErrorRow kErrors[] = {
    {"nvalid partition", N_("Slurm has no such partition. sinfo shows those there are; name one with --slurm-set "
                            "partition=NAME.")},
    {"No partition specified", N_("Slurm has no default partition. sinfo shows those there are; name one with "
                                  "--slurm-set partition=NAME.")},
    {"Unable to contact slurm controller", N_("Slurm's controller does not answer. Is slurmctld running, and does "
                                              "SLURM_CONF name the right cluster?")},
    {"Munge",
     N_("Slurm does not know who asks: munged does not run on this machine. Start it: systemctl start munge.")},
    {"authentication", N_("Slurm does not know who asks. Does munged run here with the cluster's own key?")},
    {"configuration source",
     N_("This machine belongs to no Slurm cluster: there is no slurm.conf. Put the cluster's into "
        "/etc/slurm, or name it in SLURM_CONF.")},
    {"process configuration file", N_("Slurm's configuration cannot be read. Does SLURM_CONF name the right file?")},
    {"Invalid --time", N_("Slurm does not understand this time limit. Write it like --slurm-set time=1:00:00.")},
    {"Memory specification", N_("No node has so much memory. Ask for less with --slurm-set memory=1G.")},
    {"node configuration is not available", N_("No node can do what is asked for. sinfo shows the nodes; look at the "
                                               "--slurm-set values.")},
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

/// A path in an option that gives % a meaning.
std::string plain(const std::filesystem::path& path) {
    std::string text = path.string();
    for (size_t at = 0; (at = text.find('%', at)) != std::string::npos; at += 2) text.insert(at, 1, '%');
    return text;
}

std::string user() {
    return std::to_string(getuid());
}

std::string with_commas(const std::vector<int>& numbers) {
    return fmt::format("{}", fmt::join(numbers, ","));
}

Outside slurm(const std::vector<std::string>& words, const std::string& input = {}) {
    Outside outside = run_outside(words, input);
    if (!outside.found)
        throw Error(
            message("{}: there is no such program. Install Slurm's commands (slurm-client) on this machine, or "
                    "leave out --executor.",
                    words.front()));
    return outside;
}

bool memory_is_set(const std::vector<std::string>& options) {
    const bool said =
        std::ranges::any_of(options, [](const std::string& option) { return option.starts_with("--mem"); });
    return said || std::getenv("SBATCH_MEM_PER_NODE") != nullptr || std::getenv("SBATCH_MEM_PER_CPU") != nullptr;
}

}  // namespace

std::vector<std::string> sbatch_options(const SlurmSettings& settings) {
    std::vector<std::string> options;
    for (const auto& [key, value] : settings) {
        const auto row = std::ranges::find(kSettings, key, &Setting::key);
        if (row == std::end(kSettings)) {
            std::string known;
            for (const Setting& setting : kSettings) known += (known.empty() ? "" : ", ") + std::string(setting.key);
            throw Error(message("--slurm-set {}: unknown. Allowed: {}.", key, known));
        }
        options.push_back(row->option == nullptr ? value : std::string(row->option) + "=" + value);
    }
    if (!memory_is_set(options)) options.emplace_back(kLeast_memory);
    return options;
}

Message sbatch_error(const std::string& words) {
    for (const ErrorRow& row : kErrors)
        if (words.find(row.words) != std::string::npos) return {row.sentence, {}};
    const std::vector<std::string> lines = lines_of(words);
    return message("Slurm did not take the job: {}.", lines.empty() ? "sbatch failed" : lines.back());
}

int submit(const SlurmArray& array) {
    const std::string at_once = array.at_once > 0 ? "%" + std::to_string(array.at_once) : "";
    std::vector<std::string> words{"sbatch",
                                   "--parsable",
                                   "--requeue",
                                   "--open-mode=append",
                                   "--job-name=" + array.name,
                                   "--comment=" + array.directory.string(),
                                   fmt::format("--array={}{}", fmt::join(array.numbers, ","), at_once),
                                   "--output=" + plain(array.directory) + "/lane-%a.out",
                                   "--error=" + plain(array.directory) + "/lane-%a.log"};
    words.insert(words.end(), array.options.begin(), array.options.end());
    const Outside said = slurm(words, array.script);
    const int number = std::atoi(said.out.c_str());  // "17" or "17;cluster"
    if (said.code != 0 || number <= 0) throw Error(sbatch_error(said.err));
    return number;
}

std::vector<std::pair<int, std::filesystem::path>> arrays_named(const std::string& name) {
    const Outside said = slurm({"squeue", "--noheader", "--user=" + user(), "--name=" + name, "--format=%F %k"});
    if (said.code != 0) throw Error(sbatch_error(said.err));
    std::vector<std::pair<int, std::filesystem::path>> found;
    for (const std::string& line : lines_of(said.out)) {
        const size_t space = line.find(' ');
        const int number = std::atoi(line.c_str());
        if (space == std::string::npos ||
            std::ranges::any_of(found, [&](const auto& one) { return one.first == number; }))
            continue;
        found.emplace_back(number, line.substr(space + 1));
    }
    return found;
}

std::optional<SlurmTask> task_from_line(const std::string& line) {
    std::istringstream words(line);
    SlurmTask task;
    if (!(words >> task.array >> task.number >> task.state >> task.wait_status)) return {};
    words >> task.reason;
    const auto row = std::ranges::find(kStates, task.state, &StateRow::state);
    task.fate = row == std::end(kStates) ? TaskFate::kRunning : row->fate;
    if (task.fate == TaskFate::kWaiting && task.reason.find("requeued_held") != std::string::npos)
        task.fate = TaskFate::kHeld;
    return task;
}

std::optional<std::vector<SlurmTask>> tasks_of(const std::vector<int>& arrays) {
    const Outside said = slurm({"squeue", "--noheader", "--array", "--states=all", "--jobs=" + with_commas(arrays),
                                "--Format=ArrayJobID: ,ArrayTaskID: ,State: ,exit_code: ,Reason: "});
    if (said.code != 0 && said.err.find("Invalid job id") == std::string::npos) return {};
    std::vector<SlurmTask> tasks;
    for (const std::string& line : lines_of(said.out))
        if (auto task = task_from_line(line)) tasks.push_back(std::move(*task));
    return tasks;
}

void cancel(const std::vector<int>& arrays) {
    std::vector<std::string> words{"scancel", "--quiet"};
    for (const int array : arrays) words.push_back(std::to_string(array));
    if (!arrays.empty()) static_cast<void>(slurm(words));
}

void cancel_task(const SlurmTask& task) {
    static_cast<void>(slurm({"scancel", "--quiet", fmt::format("{}_{}", task.array, task.number)}));
}

}  // namespace gatecast
