// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/days/day_publish.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <set>

#include "pipeline/render/manifest.h"
#include "pipeline/render/store.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
    throw Error(
        message("{}: the day cannot be published there: {}. What was rendered is kept; mend that and give the "
                "same command again.",
                path.string(), why));
}

/// The same bytes without room of their own, on file systems that can (Btrfs, XFS).
bool share_blocks(const fs::path& from, const fs::path& to) {
    const int source = open(from.c_str(), O_RDONLY | O_CLOEXEC);
    const int target = open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool shared = source >= 0 && target >= 0 && ioctl(target, FICLONE, source) == 0;
    if (source >= 0) close(source);
    if (target >= 0) close(target);
    return shared;
}

/// A second name of the same file; where the file system has none (exFAT, some shares), a copy.
void place(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::create_hard_link(from, to, failed);
    if (!failed || share_blocks(from, to)) return;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    if (failed) refuse(to, failed.message());
    sync_to_disk(to);
    const auto time = fs::last_write_time(from, failed);
    fs::last_write_time(to, time, failed);
}

bool holds(const fs::path& folder, const FolderEntry& entry) {
    const fs::path path = folder / entry.path;
    std::error_code none;
    if (!entry.file.empty())
        return fs::equivalent(path, entry.file, none) ||
               (claim_of(path) == claim_of(entry.file) && claim_of(path).size_bytes >= 0);
    return fs::file_size(path, none) == entry.text.size() && !none && read_whole(path) == entry.text;
}

/// Exactly these files: no more, no fewer, none of them touched.
bool is_exactly(const fs::path& folder, const std::vector<FolderEntry>& entries) {
    std::error_code none;
    if (!fs::is_directory(folder, none)) return false;
    size_t files = 0;
    for (fs::recursive_directory_iterator it(folder, none), end; it != end; it.increment(none))
        files += it->is_directory(none) ? 0 : 1;
    if (files != entries.size()) return false;
    for (const FolderEntry& entry : entries)
        if (!holds(folder, entry)) return false;
    return true;
}

void build(const fs::path& building, const std::vector<FolderEntry>& entries) {
    std::error_code failed;
    fs::remove_all(building, failed);
    fs::create_directories(building, failed);
    if (failed) refuse(building, failed.message());
    std::set<fs::path> folders{building};
    for (const FolderEntry& entry : entries) {
        const fs::path path = building / entry.path;
        if (folders.insert(path.parent_path()).second) fs::create_directories(path.parent_path(), failed);
        if (failed) refuse(path.parent_path(), failed.message());
        if (entry.file.empty())
            write_whole(path, entry.text);
        else
            place(entry.file, path);
    }
    for (const fs::path& folder : folders) sync_to_disk(folder);
}

/// Old and new change names at once; where the file system cannot (NFS), the new one takes the free name.
void exchange(const fs::path& building, const fs::path& folder) {
    const auto rename_with = [&](unsigned flags) {
        return renameat2(AT_FDCWD, building.c_str(), AT_FDCWD, folder.c_str(), flags) == 0;
    };
    std::error_code none;
    bool done = fs::exists(folder, none) ? rename_with(RENAME_EXCHANGE) : rename_with(0);
    if (!done && (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)) {
        const fs::path old = building.string() + ".old";
        fs::remove_all(old, none);
        if (std::rename(folder.c_str(), old.c_str()) != 0) refuse(folder, std::strerror(errno));
        done = rename_with(0);
        if (!done) std::rename(old.c_str(), folder.c_str());
        if (done) fs::remove_all(old, none);
    }
    if (!done) refuse(folder, std::strerror(errno));
    sync_to_disk(folder.parent_path());
    fs::remove_all(building, none);
}

}  // namespace

bool publish_folder(const fs::path& folder, const fs::path& building, const std::vector<FolderEntry>& entries) {
    if (is_exactly(folder, entries)) return false;
    build(building, entries);
    exchange(building, folder);
    return true;
}

std::vector<std::string> remove_old_days(const fs::path& root, size_t keep, const std::string& today) {
    std::error_code none;
    std::vector<std::string> days;
    for (const auto& entry : fs::directory_iterator(root, none))
        if (fs::exists(entry.path() / "day.json", none) && !entry.is_symlink(none))
            days.push_back(entry.path().filename().string());
    std::ranges::sort(days);
    days.resize(days.size() - std::min(days.size(), keep));
    const std::string current = fs::read_symlink(root / "current", none).filename().string();
    std::erase_if(days, [&](const std::string& day) { return day >= today || day == current; });
    const fs::path going = root / ".night" / ".going";
    for (const std::string& day : days) {
        fs::rename(root / day, going, none);  // out of sight at once
        fs::remove_all(going, none);
        fs::remove_all(root / ".night" / day, none);
    }
    return days;
}

void link_current(const fs::path& root, const std::string& day) {
    const fs::path link = root / "current", part = root / ".night" / "current";
    std::error_code failed;
    if (fs::is_symlink(link, failed) && fs::read_symlink(link, failed) == day) return;
    fs::remove(part, failed);
    fs::create_symlink(day, part, failed);
    if (!failed) fs::rename(part, link, failed);
    if (failed)
        throw Error(
            message("{}: cannot be switched to {}: {}. Is there a folder of that name, or a file system "
                    "without links?",
                    link.string(), day, failed.message()));
}

}  // namespace gatecast
