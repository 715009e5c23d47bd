// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>

#include "presets/message.h"

namespace gatecast {

namespace {

constexpr int kFirstInherited = 3;
constexpr size_t kMostInherited = 4;
constexpr int kOutOfTheWay = 100;  // above any descriptor that a child is given

/// Between fork and exec: nothing but system calls.
[[noreturn]] void become(char* const* arguments, const int* inherited, size_t count, int nice, int64_t memory_bytes) {
    setpgid(0, 0);
    std::array<int, kMostInherited> aside{};
    for (size_t i = 0; i < count; ++i) aside[i] = fcntl(inherited[i], F_DUPFD_CLOEXEC, kOutOfTheWay);
    for (size_t i = 0; i < count; ++i) dup2(aside[i], kFirstInherited + static_cast<int>(i));
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    if (nice != 0) setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + nice);
    if (memory_bytes > 0) {
        const rlimit limit{static_cast<rlim_t>(memory_bytes), static_cast<rlim_t>(memory_bytes)};
        setrlimit(RLIMIT_DATA, &limit);
    }
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execv("/proc/self/exe", arguments);
    _exit(127);
}

}  // namespace

pid_t start_child(const ChildOrder& order) {
    std::vector<std::string> words = order.arguments;
    words.insert(words.begin(), "gatecast");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const size_t count = std::min(order.inherited.size(), kMostInherited);
    const pid_t process = fork();
    if (process == 0) become(arguments.data(), order.inherited.data(), count, order.nice, order.memory_bytes);
    if (process < 0) throw Error(message("A process cannot be started: {}.", std::strerror(errno)));
    return process;
}

bool has_ended(pid_t process, int& status) {
    return waitpid(process, &status, WNOHANG) == process;
}

int64_t resident_bytes(pid_t process) {
    std::ifstream pages("/proc/" + std::to_string(process) + "/statm");
    int64_t all = 0, resident = 0;
    return process > 0 && pages >> all >> resident ? resident * sysconf(_SC_PAGESIZE) : 0;
}

}  // namespace gatecast
