// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_writers.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <memory>
#include <string>

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// Nothing: the kernel gives no answer for this file.
Writing ask_for_lease(const fs::path& file) {
    // A lease that breaks in the instant it is held sends SIGIO, whose default would end us.
    std::signal(SIGIO, SIG_IGN);
    const int opened = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (opened < 0) return Writing::kUnknown;
    const bool given = fcntl(opened, F_SETLEASE, F_RDLCK) == 0;
    const bool written = !given && errno == EAGAIN;
    if (given) fcntl(opened, F_SETLEASE, F_UNLCK);
    close(opened);
    return given ? Writing::kNo : written ? Writing::kYes : Writing::kUnknown;
}

using Directory = std::unique_ptr<DIR, decltype([](DIR* directory) { closedir(directory); })>;

/// "flags: 0100002" of /proc/PID/fdinfo/FD.
bool opened_for_writing(const std::string& process, const char* descriptor) {
    std::ifstream info(process + "/fdinfo/" + descriptor);
    for (std::string word; info >> word;) {
        if (word != "flags:") continue;
        info >> word;
        return (std::strtoul(word.c_str(), nullptr, 8) & O_ACCMODE) != O_RDONLY;
    }
    return false;
}

Writing written_by(const std::string& process, const struct stat& file) {
    const std::string descriptors = process + "/fd";
    const Directory directory(opendir(descriptors.c_str()));
    if (!directory) return errno == EACCES ? Writing::kUnknown : Writing::kNo;  // not ours to see, or just ended
    while (const dirent* entry = readdir(directory.get())) {
        struct stat open_file {};
        if (fstatat(dirfd(directory.get()), entry->d_name, &open_file, 0) != 0) continue;
        if (open_file.st_dev == file.st_dev && open_file.st_ino == file.st_ino &&
            opened_for_writing(process, entry->d_name))
            return Writing::kYes;
    }
    return Writing::kNo;
}

}  // namespace

Writing written_by_a_seen_process(const fs::path& file) {
    struct stat wanted {};
    if (stat(file.c_str(), &wanted) != 0) return Writing::kNo;
    Writing answer = Writing::kNo;
    const Directory processes(opendir("/proc"));
    if (!processes) return Writing::kUnknown;
    while (const dirent* entry = readdir(processes.get())) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        const Writing one = written_by(std::string("/proc/") + entry->d_name, wanted);
        if (one == Writing::kYes) return one;
        if (one == Writing::kUnknown) answer = one;
    }
    return answer;
}

Writing written_by_somebody(const fs::path& file) {
    const Writing lease = ask_for_lease(file);
    return lease != Writing::kUnknown ? lease : written_by_a_seen_process(file);
}

}  // namespace gatecast
