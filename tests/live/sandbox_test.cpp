// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <thread>

#include "pipeline/live/descriptor.h"
#include "tests/folder.h"

namespace gatecast {
namespace {

/// What `check` gives in a process of its own that is locked in.
bool inside(SandboxNetwork network, int media, const std::function<bool()>& check) {
    const pid_t child = fork();
    if (child == 0) {
        lock_in(network, media);
        _exit(check() ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool opens(const std::string& path, int how) {
    return static_cast<bool>(Descriptor(open(path.c_str(), how | O_CLOEXEC, 0600)));
}

bool makes_socket(int family) {
    return static_cast<bool>(Descriptor(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)));
}

TEST(Sandbox, a_file_deck_reaches_no_network) {
    EXPECT_TRUE(inside(SandboxNetwork::kNone, -1, [] { return !makes_socket(AF_INET) && errno == EPERM; }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, -1, [] { return !makes_socket(AF_INET6); }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, -1, [] { return makes_socket(AF_UNIX); }));
    EXPECT_TRUE(inside(SandboxNetwork::kLive, -1, [] { return makes_socket(AF_INET); }));
}

TEST(Sandbox, starts_no_program_and_no_process_but_threads) {
    for (const auto network : {SandboxNetwork::kNone, SandboxNetwork::kLive}) {
        EXPECT_TRUE(inside(network, -1, [] {
            char* const arguments[] = {nullptr};
            return execv("/usr/bin/true", arguments) != 0 && errno == EPERM;
        }));
        EXPECT_TRUE(inside(network, -1, [] { return fork() < 0; }));
        EXPECT_TRUE(inside(network, -1, [] { return kill(getppid(), 0) != 0; }));
        EXPECT_TRUE(inside(network, -1, [] {
            bool ran = false;
            std::thread([&ran] { ran = true; }).join();
            return ran;
        }));
    }
}

TEST(Sandbox, reads_its_own_file_and_the_systems_and_writes_none) {
    const test::TempFolder folder;
    const std::string own = (folder / "own").string(), other = (folder / "other").string();
    ASSERT_TRUE(opens(own, O_WRONLY | O_CREAT));
    ASSERT_TRUE(opens(other, O_WRONLY | O_CREAT));
    const Descriptor media(open(own.c_str(), O_RDONLY | O_CLOEXEC));
    const std::string again = "/proc/self/fd/" + std::to_string(media.get());
    EXPECT_TRUE(inside(SandboxNetwork::kNone, media.get(), [&] { return opens(again, O_RDONLY); }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, media.get(), [&] { return !opens(again, O_RDWR); }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, media.get(), [&] { return !opens(other, O_RDONLY); }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, media.get(), [&] { return !opens(other + "2", O_WRONLY | O_CREAT); }));
    EXPECT_TRUE(inside(SandboxNetwork::kNone, media.get(), [] { return opens("/etc/passwd", O_RDONLY); }));
}

}  // namespace
}  // namespace gatecast
