// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/executor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int kLookAround_ms = 100;  // how soon a wish to stop is noticed

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
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
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
        throw Error(message("A process cannot be started: {}.", std::strerror(cause)));
    }
    return {lane, process, ends[0], {}};
}

void hear_line(const std::string& line, LaneOutcome& outcome, const LocalExecutor::Hear& hear) {
    const auto event = event_from_line(line);
    if (!event) return;
    if (event->kind == LaneEvent::Kind::kWorkingOn) outcome.working_on = event->key;
    if (event->kind == LaneEvent::Kind::kFailed) outcome.failure = event->message;
    hear(*event);
}

/// False at the end of the lane's words.
bool read_events(Running& lane, LaneOutcome& outcome, const LocalExecutor::Hear& hear) {
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

}  // namespace

std::vector<LaneOutcome> LocalExecutor::run(const std::filesystem::path& job_file, size_t lanes, size_t at_once,
                                            const Hear& hear, const std::function<bool()>& stop) const {
    std::vector<LaneOutcome> outcomes(lanes);
    std::vector<Running> running;
    size_t next = 0;
    bool stopping = false;
    while (next < lanes || !running.empty()) {
        if (!stopping && stop()) {
            stopping = true;
            next = lanes;
            for (const Running& lane : running) kill(lane.process, SIGTERM);
            continue;
        }
        while (next < lanes && running.size() < at_once)
            running.push_back(start_lane(program_, job_file, store_root_, next, nice_)), ++next;
        std::vector<pollfd> waiting;
        for (const Running& lane : running) waiting.push_back({lane.events, POLLIN, 0});
        poll(waiting.data(), waiting.size(), kLookAround_ms);
        for (size_t i = waiting.size(); i-- > 0;) {
            if (waiting[i].revents == 0) continue;
            LaneOutcome& outcome = outcomes[running[i].lane];
            if (read_events(running[i], outcome, hear)) continue;
            reap(running[i], outcome);
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return outcomes;
}

}  // namespace gatecast
