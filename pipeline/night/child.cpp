// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "presets/message.h"

namespace gatecast {
namespace {

constexpr int kLookAround_ms = 200;
constexpr size_t kMostHeard_bytes = 64U << 20;  // a child that talks without end fills no memory

/// Both ends closed at the latest here.
class Pipe {
public:
    Pipe() {
        if (pipe2(ends_.data(), O_CLOEXEC) != 0)
            throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] int reading() const { return ends_[0]; }
    [[nodiscard]] int writing() const { return ends_[1]; }
    void close_end(size_t which) {
        if (ends_[which] >= 0) close(ends_[which]);
        ends_[which] = -1;
    }
    /// False at the end of what is said.
    bool read_into(std::string& heard) {
        std::array<char, 65536> bytes;
        const ssize_t count = read(reading(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) return true;
        if (count > 0 && heard.size() < kMostHeard_bytes) heard.append(bytes.data(), static_cast<size_t>(count));
        return count > 0;
    }

private:
    std::array<int, 2> ends_{-1, -1};
};

/// Between fork and exec: nothing but system calls.
[[noreturn]] void become(char* const* words, int out, int err, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    execvp(words[0], words);
    _exit(127);
}

void listen(Pipe& out, Pipe& err, pid_t process, ChildOutcome& outcome, const std::function<bool()>& look_around) {
    bool out_open = true, err_open = true, asked_to_end = false;
    while (out_open || err_open) {
        std::array<pollfd, 2> waiting{
            {{out_open ? out.reading() : -1, POLLIN, 0}, {err_open ? err.reading() : -1, POLLIN, 0}}};
        poll(waiting.data(), waiting.size(), kLookAround_ms);
        if (waiting[0].revents != 0) out_open = out.read_into(outcome.out);
        if (waiting[1].revents != 0) err_open = err.read_into(outcome.err);
        if (asked_to_end || look_around()) continue;
        asked_to_end = true;
        kill(process, SIGTERM);
    }
}

}  // namespace

ChildOutcome run_child(const std::vector<std::string>& words, const std::function<bool()>& look_around) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    Pipe out, err;
    const pid_t parent = getpid();
    const pid_t process = fork();
    if (process == 0) become(arguments.data(), out.writing(), err.writing(), parent);
    if (process < 0) throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
    out.close_end(1);
    err.close_end(1);
    ChildOutcome outcome;
    listen(out, err, process, outcome, look_around);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
    if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
    return outcome;
}

}  // namespace gatecast
