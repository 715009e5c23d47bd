// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/outside.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>

extern char** environ;

namespace gatecast {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTooLong = std::chrono::seconds(100);  // Slurm's own commands try for a minute

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { shut(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    void shut() {
        if (number_ >= 0) close(number_);
        number_ = -1;
    }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

/// What a program reads: a file in memory, so that nobody waits for anybody.
int input_file(const std::string& input) {
    const int file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0 || write(file, input.data(), input.size()) < 0) return file;
    lseek(file, 0, SEEK_SET);
    return file;
}

pid_t spawn(const std::vector<std::string>& words, int in, int out, int err) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
    posix_spawnattr_t ways;
    posix_spawnattr_init(&ways);
    posix_spawnattr_setflags(&ways, POSIX_SPAWN_SETPGROUP);
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t process = -1;
    if (posix_spawnp(&process, arguments[0], &files, &ways, arguments.data(), environ) != 0) process = -1;
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&ways);
    return process;
}

/// Until both ends are closed; false: it took too long.
bool take_words(int out, int err, Outside& outside) {
    std::array<pollfd, 2> waiting{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
    const auto end = Clock::now() + kTooLong;
    while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
        if (left.count() <= 0) return false;
        if (poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
        for (size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0) continue;
            std::array<char, 4096> bytes{};
            const ssize_t count = read(waiting[i].fd, bytes.data(), bytes.size());
            if (count > 0) (i == 0 ? outside.out : outside.err).append(bytes.data(), static_cast<size_t>(count));
            if (count == 0 || (count < 0 && errno != EINTR)) waiting[i].fd = -1;
        }
    }
    return true;
}

}  // namespace

Outside run_outside(const std::vector<std::string>& words, const std::string& input) {
    Outside outside;
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0) return outside;
    Descriptor out_read(out[0]), out_write(out[1]);
    if (pipe2(err, O_CLOEXEC) != 0) return outside;
    Descriptor err_read(err[0]), err_write(err[1]);
    const Descriptor in(input_file(input));
    const pid_t process = spawn(words, in.number(), out_write.number(), err_write.number());
    if (process < 0) return outside;
    outside.found = true;
    out_write.shut();
    err_write.shut();
    if (!take_words(out_read.number(), err_read.number(), outside)) kill(process, SIGKILL);
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) continue;
    if (WIFEXITED(status)) outside.code = WEXITSTATUS(status);
    return outside;
}

}  // namespace gatecast
