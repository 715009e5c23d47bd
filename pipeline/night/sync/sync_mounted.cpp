// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/sync/sync_mounted.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr size_t kPiece_bytes = 256 * 1024;

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : number_(open(file.c_str(), flags | O_CLOEXEC, 0644)) {}
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

}  // namespace

void Pace::wait_after(int64_t bytes) {
    if (limit_bytes_s_ <= 0) return;
    bytes_ += bytes;
    const auto due = begun_ + std::chrono::nanoseconds(bytes_ * 1'000'000'000 / limit_bytes_s_);
    std::this_thread::sleep_until(due);
}

MountedLine::MountedLine(fs::path root, LineSettings settings)
    : root_(std::move(root)), settings_(std::move(settings)), pace_(settings_.limit_bytes_s) {}

bool MountedLine::bring_lists(const std::vector<std::string>& dates, const fs::path& folder) {
    std::error_code error;
    const fs::directory_iterator seen(root_, error);  // a mount that is away looks like an empty folder, or fails
    if (error) return broke(root_, error.message());
    for (const std::string& date : dates.empty() ? dates_in(root_) : dates) {
        const fs::path list = root_ / date / "day.json";
        if (!fs::exists(list, error)) continue;
        fs::create_directories(folder / date);
        fs::remove(folder / date / "day.json");
        if (!bring(list, folder / date / "day.json")) return false;
    }
    return true;
}

bool MountedLine::bring_files(const std::string& date, const std::vector<SyncFile>& files, const fs::path& folder) {
    bool all = true;
    for (const SyncFile& file : files) {
        if (settings_.stop()) return false;
        all = bring(root_ / date / file.path, folder / file.path) && all;
    }
    return all;
}

/// From the byte on that is missing.
bool MountedLine::bring(const fs::path& from, const fs::path& to) {
    const Descriptor source(from, O_RDONLY);
    if (source.number() < 0) return broke(from, std::strerror(errno));
    const Descriptor target(to, O_WRONLY | O_CREAT | O_APPEND);
    struct stat there {};
    if (target.number() < 0 || fstat(target.number(), &there) != 0) return broke(to, std::strerror(errno));
    std::vector<char> piece(kPiece_bytes);
    for (int64_t at = there.st_size; !settings_.stop();) {
        const ssize_t count = pread(source.number(), piece.data(), piece.size(), at);
        if (count == 0) return true;
        if (count < 0) return broke(from, std::strerror(errno));
        for (ssize_t written = 0; written < count;) {
            const ssize_t more = write(target.number(), piece.data() + written, static_cast<size_t>(count - written));
            if (more < 0) return broke(to, std::strerror(errno));
            written += more;
        }
        at += count;
        pace_.wait_after(count);
    }
    return false;
}

bool MountedLine::broke(const fs::path& where, const std::string& why) {
    trouble_ = Message{"{}: {}.", {where.string(), why}};
    return false;
}

}  // namespace gatecast
