// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/root_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>

#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

int open_lock(const fs::path& file) {
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw Error(message("{}: cannot be written: {}. Check the folder's rights, or choose another one.",
                            file.string(), std::strerror(errno)));
    return descriptor;
}

struct flock whole_file(short type) {
    struct flock whole {};
    whole.l_type = type;
    whole.l_whence = SEEK_SET;
    return whole;
}

std::string now_text() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
    return text;
}

}  // namespace

RootLock::RootLock(const fs::path& root) : folder_(root / ".night") {
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed)
        throw Error(message("{}: the folder cannot be made: {}. Check its rights, or choose another one.",
                            root.string(), failed.message()));
    lock_ = open_lock(lock_file());
    urgency_ = open_lock(folder_ / "urgent");
}

RootLock::~RootLock() {
    close(lock_);
    close(urgency_);
}

bool RootLock::try_take(const std::string& what) {
    if (!urgent_ && must_yield()) return false;
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0) return false;
    held_ = true;
    const std::string text = what + ", " + std::to_string(getpid()) + ", " + now_text() + "\n";
    if (ftruncate(lock_, 0) != 0 || pwrite(lock_, text.data(), text.size(), 0) < 0) errno = 0;  // only for people
    return true;
}

void RootLock::release() {
    flock(lock_, LOCK_UN);
    held_ = false;
}

std::string RootLock::holder() const {
    std::ifstream file(lock_file());
    std::string line;
    std::getline(file, line);
    return line;
}

bool RootLock::claim_urgency() {
    struct flock whole = whole_file(F_WRLCK);
    urgent_ = fcntl(urgency_, F_OFD_SETLK, &whole) == 0;
    return urgent_;
}

bool RootLock::must_yield() const {
    if (urgent_) return false;
    struct flock whole = whole_file(F_WRLCK);  // asked for only: taking it to see would stand in the way of the urgent
    return fcntl(urgency_, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

}  // namespace gatecast
