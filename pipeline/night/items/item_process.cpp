// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "presets/message.h"

namespace gatecast {

namespace {

// linux/ioprio.h is not among what Debian's C library brings.
constexpr int kWhoProcess = 1;
constexpr int kIdleClass = 3 << 13;

/// Before a live programme, the disk and the processors are given to that; and of all processes this is the one that
/// may go when memory runs out. Half of the machine's memory is enough for any clip.
void take_little(int nice) {
    setpriority(PRIO_PROCESS, 0, nice);
    syscall(SYS_ioprio_set, kWhoProcess, 0, kIdleClass);
    const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0) {
        if (write(score, "500", 3) < 0) errno = 0;  // a wish
        close(score);
    }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const auto half = static_cast<rlim_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) / 2;
    const rlimit limit{half, half};
    setrlimit(RLIMIT_DATA, &limit);
#endif
}

/// In the child, between fork and exec: nothing but system calls.
[[noreturn]] void become_item(const char* const* arguments, int events, int log, int nice, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);  // it died before the line above
    dup2(events, STDOUT_FILENO);
    if (log >= 0) dup2(log, STDERR_FILENO);
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    take_little(nice);
    execv(arguments[0], const_cast<char* const*>(arguments));
    _exit(127);
}

}  // namespace

ItemProcess::ItemProcess(const std::filesystem::path& program, const std::filesystem::path& job_file,
                         const std::filesystem::path& store_root, int nice)
    : heard_(std::chrono::steady_clock::now()) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
    const std::string log_name = (job_file.parent_path() / "log.txt").string();
    const int log = open(log_name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const std::string program_name = program.string(), job_name = job_file.string(), root = store_root.string();
    const char* arguments[] = {program_name.c_str(), "item", job_name.c_str(), "--cache", root.c_str(), nullptr};
    const pid_t parent = getpid();
    process_ = fork();
    if (process_ == 0) become_item(arguments, ends[1], log, nice, parent);
    const int cause = errno;
    if (process_ > 0) setpgid(process_, process_);  // whoever of the two comes first
    close(ends[1]);
    if (log >= 0) close(log);
    events_ = ends[0];
    if (process_ < 0) {
        close(std::exchange(events_, -1));
        throw Error(message("A process cannot be started: {}.", std::strerror(cause)));
    }
}

ItemProcess::ItemProcess(ItemProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      events_(std::exchange(other.events_, -1)),
      unread_(std::move(other.unread_)),
      heard_(other.heard_) {}

ItemProcess& ItemProcess::operator=(ItemProcess&& other) noexcept {
    std::swap(process_, other.process_);
    std::swap(events_, other.events_);
    std::swap(unread_, other.unread_);
    std::swap(heard_, other.heard_);
    return *this;
}

ItemProcess::~ItemProcess() {
    if (process_ > 0) {
        end_now();
        static_cast<void>(reap());
    }
    if (events_ >= 0) close(events_);
}

bool ItemProcess::read(const Hear& hear) {
    char bytes[65536];
    const ssize_t count = ::read(events_, bytes, sizeof bytes);
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (count == 0) return false;
    heard_ = std::chrono::steady_clock::now();
    unread_.append(bytes, static_cast<size_t>(count));
    size_t from = 0;
    for (size_t end = 0; (end = unread_.find('\n', from)) != std::string::npos; from = end + 1)
        if (const auto event = item_event_from_line(unread_.substr(from, end - from))) hear(*event);
    unread_.erase(0, from);
    return true;
}

void ItemProcess::stop() const {
    kill(process_, SIGTERM);
}

void ItemProcess::end_now() const {
    kill(-process_, SIGKILL);
}

std::chrono::steady_clock::duration ItemProcess::silent() const {
    return std::chrono::steady_clock::now() - heard_;
}

ItemEnd ItemProcess::reap() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
    process_ = -1;
    ItemEnd end;
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    if (WIFEXITED(status)) end.code = WEXITSTATUS(status);
    return end;
}

}  // namespace gatecast
