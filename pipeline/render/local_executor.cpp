// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/local_executor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int kLookAround_ms = 100;   // how soon a wish to stop is noticed
constexpr int64_t kManySegments = 8;  // a job with more than that many a process is cut finer, to end together

struct Running {
    size_t lane = 0;
    pid_t process = -1;
    int events = -1;
    std::string unread;
};

/// Half of this machine's memory: a bomb in a clip ends its own lane, not the machine's day.
void limit_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const auto half = static_cast<rlim_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) / 2;
    const rlimit limit{half, half};
    setrlimit(RLIMIT_DATA, &limit);
#endif
}

/// In the child, between fork and exec: nothing but system calls.
[[noreturn]] void become_lane(const char* const* arguments, int events, int log, int nice, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);  // it died before the line above
    dup2(events, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    if (nice > 0) setpriority(PRIO_PROCESS, 0, nice);
    limit_memory();
    execv(arguments[0], const_cast<char* const*>(arguments));
    _exit(127);
}

Running start_lane(const std::filesystem::path& program, const std::filesystem::path& job_file,
                   const std::filesystem::path& store_root, size_t lane, int nice) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        throw_for(errno, message("A process cannot be started: {}.", std::strerror(errno)));
    const std::string number = std::to_string(lane);
    const std::string log_name = (job_file.parent_path() / ("lane-" + number + ".log")).string();
    const int log = open(log_name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const std::string program_name = program.string(), job_name = job_file.string(), root = store_root.string();
    const char* arguments[] = {program_name.c_str(), "lane", job_name.c_str(), number.c_str(), "--cache",
                               root.c_str(),         nullptr};
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process == 0) become_lane(arguments, ends[1], log, nice, parent);
    const int cause = errno;
    close(ends[1]);
    if (log >= 0) close(log);
    if (process < 0) {
        close(ends[0]);
        throw_for(cause, message("A process cannot be started: {}.", std::strerror(cause)));
    }
    return {lane, process, ends[0], {}};
}

/// False at the end of the lane's words.
bool read_events(Running& lane, LaneOutcome& outcome, const std::function<void(const LaneEvent&)>& hear) {
    char bytes[4096];
    const ssize_t count = read(lane.events, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) return true;
    if (count <= 0) return false;
    lane.unread.append(bytes, static_cast<size_t>(count));
    for (size_t end; (end = lane.unread.find('\n')) != std::string::npos; lane.unread.erase(0, end + 1))
        hear_line(lane.unread.substr(0, end), outcome, hear);
    return true;
}

void reap(const Running& lane, LaneOutcome& outcome) {
    int status = 0;
    while (waitpid(lane.process, &status, 0) < 0 && errno == EINTR) continue;
    outcome.finished = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    close(lane.events);
}

class LocalExecutor : public Executor {
public:
    explicit LocalExecutor(const ExecutorSettings& settings)
        : program_(settings.program),
          jobs_(settings.jobs.value_or(static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 64U)))),
          nice_(settings.nice) {}

    int lanes_for(int64_t segments) const override { return segments > kManySegments * jobs_ ? 2 * jobs_ : jobs_; }
    std::vector<LaneOutcome> run(const Job& job, const Store& store, const LaneWatch& watch) override;

private:
    std::filesystem::path program_;
    int jobs_;
    int nice_;
};

/// A job's directory goes with the run, however it ends.
struct DirectoryRemoval {
    const std::filesystem::path& directory;
    ~DirectoryRemoval() {
        std::error_code none;
        std::filesystem::remove_all(directory, none);
    }
};

std::vector<LaneOutcome> LocalExecutor::run(const Job& job, const Store& store, const LaneWatch& watch) {
    const auto directory = store.job_directory(short_name(job.plan_key));
    const DirectoryRemoval leave_nothing{directory};
    const auto job_file = directory / "job.json";
    write_job(job_file, job);

    const auto sound_lanes = std::ranges::count_if(job.lanes, [](const Lane& lane) { return !lane.sounds.empty(); });
    const auto at_once = static_cast<size_t>(jobs_ + sound_lanes);
    std::vector<LaneOutcome> outcomes(job.lanes.size());
    std::vector<Running> running;
    size_t next = 0;
    bool stopping = false;
    while (next < outcomes.size() || !running.empty()) {
        if (!stopping && watch.stop()) {
            stopping = true;
            next = outcomes.size();
            for (const Running& lane : running) kill(lane.process, SIGTERM);
            continue;
        }
        while (next < outcomes.size() && running.size() < at_once)
            running.push_back(start_lane(program_, job_file, store.root(), next, nice_)), ++next;
        std::vector<pollfd> waiting;
        for (const Running& lane : running) waiting.push_back({lane.events, POLLIN, 0});
        poll(waiting.data(), waiting.size(), kLookAround_ms);
        for (size_t i = waiting.size(); i-- > 0;) {
            if (waiting[i].revents == 0) continue;
            LaneOutcome& outcome = outcomes[running[i].lane];
            if (read_events(running[i], outcome, watch.hear)) continue;
            reap(running[i], outcome);
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return outcomes;
}

}  // namespace

std::unique_ptr<Executor> make_local_executor(const ExecutorSettings& settings) {
    return std::make_unique<LocalExecutor>(settings);
}

}  // namespace gatecast
