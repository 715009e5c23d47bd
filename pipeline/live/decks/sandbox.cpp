// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "pipeline/live/descriptor.h"
#include "presets/message.h"

namespace gatecast {

namespace {

// What no player needs, and what a file that takes a decoder over would ask for first.
constexpr const char* kForbidden[] = {
    "execve",
    "execveat",
    "fork",
    "vfork",
    "ptrace",
    "process_vm_readv",
    "kill",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "process_vm_writev",
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "setns",
    "unshare",
    "bpf",
    "perf_event_open",
    "kexec_load",
    "init_module",
    "finit_module",
    "delete_module",
    "keyctl",
    "add_key",
    "request_key",
    "userfaultfd",
    "open_by_handle_at",
    "io_uring_setup",
    "open_tree",
    "move_mount",
    "fsopen",
    "swapon",
    "reboot",
    "settimeofday",
    "clock_settime",
    "link",
    "linkat",
    "symlink",
    "symlinkat",
    "rename",
    "renameat",
    "renameat2",
    "mknod",
    "mknodat",
    "chmod",
    "fchmodat",
    "chown",
};

// Where plugins, fonts and the like stand; all of it is only ever read.
constexpr const char* kSystem[] = {"/usr", "/lib", "/lib64", "/etc", "/var/cache/fontconfig", "/proc", "/sys/devices"};
constexpr const char* kDevices[] = {"/dev/null", "/dev/urandom"};

constexpr uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr uint64_t kEverything = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // of the first version

[[noreturn]] void failed(const char* lock) {
    throw Error(message("A player cannot be locked in ({}: {}). Report this with your kernel's version.", lock,
                        std::strerror(errno)));
}

void allow(int rules, int place, uint64_t access) {
    const landlock_path_beneath_attr rule{access, place};
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) failed("Landlock");
}

void allow_path(int rules, const char* path, uint64_t access) {
    if (const Descriptor place(open(path, O_PATH | O_CLOEXEC)); place) allow(rules, place.get(), access);
}

void lock_files(int media) {
    if (syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) return;
    const landlock_ruleset_attr handled{kEverything};
    const Descriptor rules(static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0)));
    if (!rules) failed("Landlock");
    for (const char* path : kSystem) allow_path(rules.get(), path, kRead);
    for (const char* path : kDevices) allow_path(rules.get(), path, kReadFile);
    if (media >= 0) allow(rules.get(), media, kReadFile);
    if (syscall(SYS_landlock_restrict_self, rules.get(), 0) != 0) failed("Landlock");
}

void lock_calls(SandboxNetwork network) {
    const std::unique_ptr<void, void (*)(void*)> filter(seccomp_init(SCMP_ACT_ALLOW), seccomp_release);
    if (!filter) throw std::bad_alloc();
    const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
    int wrong = 0;
    for (const char* name : kForbidden) {
        const int call = seccomp_syscall_resolve_name(name);
        if (call != __NR_SCMP_ERROR) wrong |= seccomp_rule_add(filter.get(), refuse, call, 0);
    }
    // Threads, but no processes: the C library falls back to the call whose flags can be seen.
    wrong |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    wrong |= seccomp_rule_add(filter.get(), refuse, SCMP_SYS(clone), 1,
                              SCMP_A0(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(CLONE_THREAD), 0));
    if (network == SandboxNetwork::kNone)
        wrong |= seccomp_rule_add(filter.get(), refuse, SCMP_SYS(socket), 1,
                                  SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(AF_UNIX)));
    if (wrong != 0 || seccomp_load(filter.get()) != 0) failed("seccomp");
}

}  // namespace

void lock_in(SandboxNetwork network, int media) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) failed("no_new_privs");
    lock_files(media);
    lock_calls(network);
}

}  // namespace gatecast
