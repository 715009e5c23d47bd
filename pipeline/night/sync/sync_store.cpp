// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/sync/sync_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <set>

#include "pipeline/media/hash.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse_write(const fs::path& place, const std::string& why) {
    throw Error(message("{} cannot be written: {}. Check the disk and its rights; the same command goes on from here.",
                        place.string(), why));
}

void put_on_disk(const fs::path& place) {
    const int opened = open(place.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = opened >= 0 && fsync(opened) == 0;
    const int cause = errno;
    if (opened >= 0) close(opened);
    if (!done) refuse_write(place, std::strerror(cause));
}

/// The folder and everything below it.
void put_all_on_disk(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) put_on_disk(entry.path());
    put_on_disk(folder);
}

/// What an earlier version of the list had brought.
void remove_strangers(const SyncDay& day, const fs::path& folder) {
    std::set<std::string> known{"day.json"};
    for (const SyncFile& file : day.files) known.insert(file.path);
    std::vector<fs::path> strangers;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory() && !known.contains(entry.path().lexically_relative(folder).string()))
            strangers.push_back(entry.path());
    for (const fs::path& stranger : strangers) fs::remove(stranger);
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

bool is_whole(const fs::path& place, const SyncFile& file) {
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(place, error)) ||
        static_cast<int64_t>(fs::file_size(place, error)) != file.bytes)
        return false;
    try {
        return hash_file(place) == file.sha256;
    } catch (const Error&) {
        return false;  // unreadable is damaged: it comes again
    }
}

SyncStore::SyncStore(fs::path root) : root_(std::move(root)), own_(root_ / ".sync") {
    std::error_code error;
    fs::create_directories(lists(), error);
    if (error) refuse_write(own_, error.message());
    const fs::path file = own_ / "lock";
    lock_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_ < 0) refuse_write(file, std::strerror(errno));
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0)
        throw Error(message("{}: another gatecast sync fills it already. Wait until it has ended.", root_.string()));
    fs::remove_all(own_ / "going", error);
}

SyncStore::~SyncStore() {
    close(lock_);
}

void SyncStore::forget_coming_but(const std::vector<std::string>& dates) const {
    for (const std::string& date : dates_in(own_ / "coming"))
        if (std::ranges::find(dates, date) == dates.end()) fs::remove_all(coming(date));
}

bool SyncStore::has(const SyncDay& day) const {
    const fs::path folder = root_ / day.date;
    std::error_code error;
    return text_of(folder / "day.json") == day.list && std::ranges::all_of(day.files, [&](const SyncFile& file) {
               return static_cast<int64_t>(fs::file_size(folder / file.path, error)) == file.bytes;
           });
}

std::vector<SyncFile> SyncStore::damaged(const SyncDay& day) const {
    std::vector<SyncFile> found;
    for (const SyncFile& file : day.files)
        if (!is_whole(root_ / day.date / file.path, file)) found.push_back(file);
    return found;
}

void SyncStore::index() {
    indexed_ = true;
    by_hash_.clear();
    for (const std::string& date : dates_in(root_)) {
        try {
            for (const SyncFile& file : read_sync_day(root_ / date / "day.json", date).files)
                by_hash_.emplace(file.sha256, root_ / date / file.path);
        } catch (const Error&) {
            continue;  // a folder that is no day of ours lends nothing
        }
    }
}

bool SyncStore::take_from_other_day(const SyncFile& file, const fs::path& place) {
    if (!indexed_) index();
    const auto [first, last] = by_hash_.equal_range(file.sha256);
    for (auto known = first; known != last; ++known) {
        if (!is_whole(known->second, file)) continue;
        std::error_code error;
        fs::remove(place, error);
        fs::create_hard_link(known->second, place, error);
        if (error) fs::copy_file(known->second, place, error);  // a file system without links
        if (!error) return true;
    }
    return false;
}

void SyncStore::switch_to(const SyncDay& day) {
    const fs::path folder = coming(day.date), place = root_ / day.date;
    remove_strangers(day, folder);
    std::ofstream stream(folder / "day.json", std::ios::binary | std::ios::trunc);
    stream << day.list;
    stream.close();
    if (!stream) refuse_write(folder / "day.json", std::strerror(errno));
    put_all_on_disk(folder);
    if (!fs::exists(place)) {
        fs::rename(folder, place);
    } else if (renameat2(AT_FDCWD, folder.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) == 0) {
        remove_day(folder);
    } else {  // a file system that cannot exchange: for an instant there is no such day, never half of one
        remove_day(place);
        fs::rename(folder, place);
    }
    put_on_disk(root_);
    indexed_ = false;
}

/// Out of sight at once, then removed.
void SyncStore::remove_day(const fs::path& folder) {
    fs::create_directories(own_ / "going");
    const fs::path going = own_ / "going" / folder.filename();
    fs::remove_all(going);
    fs::rename(folder, going);
    fs::remove_all(going);
}

std::vector<std::string> SyncStore::prune(int keep, const std::string& today) {
    std::vector<std::string> dates = dates_in(root_), gone;
    std::error_code error;
    const std::string current = fs::read_symlink(root_ / "current", error).filename().string();
    const auto old = std::max<std::ptrdiff_t>(0, std::ssize(dates) - keep);
    for (const std::string& date : std::vector(dates.begin(), dates.begin() + old)) {
        if (date >= today || date == current) continue;
        remove_day(root_ / date);
        gone.push_back(date);
    }
    if (!gone.empty()) indexed_ = false;
    return gone;
}

void SyncStore::need_room(int64_t bytes) const {
    constexpr int64_t kMargin_bytes = 32'000'000, kMegabyte = 1'000'000;
    struct statvfs room {};
    if (statvfs(root_.c_str(), &room) != 0) return;
    const auto free_bytes = static_cast<int64_t>(room.f_bavail) * static_cast<int64_t>(room.f_frsize);
    if (bytes + std::min(kMargin_bytes, bytes / 20) <= free_bytes) return;
    throw Error(
        message("{}: {} MB are needed, {} MB are free. Make room on this disk, or keep fewer days with "
                "--keep-days, and give the same command again.",
                root_.string(), bytes / kMegabyte + 1, free_bytes / kMegabyte));
}

}  // namespace gatecast
