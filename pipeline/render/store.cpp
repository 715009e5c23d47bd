// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "pipeline/render/key.h"
#include "pipeline/render/maker.h"
#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kDefaultLimit_bytes = 50LL << 30;
constexpr const char* kShared = ".shared.";  // in the name of a directory that belongs to no process

fs::path entry_path(const fs::path& root, const std::string& key) {
    return root / "entries" / key.substr(0, 2) / key;
}

/// What stands only while its maker lives carries the maker after the first dot.
std::string own_name(const std::string& name) {
    return name + "." + maker();
}

/// First line of a text, by which damage to it is seen.
std::string seal(const std::string& value) {
    return KeyBuilder("text").add("value", value).hex();
}

fs::path held_directory(const fs::path& root) {
    return root / "held" / own_name("entries");
}

void write_plainly(const fs::path& path, const std::string& content) {
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.flush();
    if (file) return;
    std::error_code none;
    fs::remove(path, none);
    throw MachineError(
        message("{}: cannot be written. Is the disk full, or the directory closed to you?", path.string()));
}

struct Entry {
    fs::path path;
    int64_t bytes = 0;
    int64_t used_ns = 0;
};

std::vector<fs::path> left_by_the_dead(const fs::path& root) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const char* part : {"parts", "jobs", "held"})
        for (const auto& item : fs::directory_iterator(root / part, none)) {
            const std::string name = item.path().filename().string();
            const size_t dot = std::min(name.find('.'), name.size() - 1);
            const std::string made_by = name.substr(dot + 1, name.find('.', dot + 1) - dot - 1);
            if (is_left_over(item.path(), made_by)) found.push_back(item.path());
        }
    return found;
}

std::vector<Entry> entries_of(const fs::path& root) {
    std::vector<Entry> found;
    std::error_code none;
    for (fs::recursive_directory_iterator it(root / "entries", none), end; it != end; it.increment(none)) {
        struct stat info {};
        if (stat(it->path().c_str(), &info) != 0 || !S_ISREG(info.st_mode)) continue;
        found.push_back({it->path(), info.st_size, info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec});
    }
    return found;
}

}  // namespace

fs::path Store::default_root() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache) return fs::path(cache) / "gatecast";
    const char* home = std::getenv("HOME");
    return fs::path(home && *home ? home : "/var/tmp") / ".cache" / "gatecast";
}

Store::Store(fs::path root) : root_(std::move(root)) {
    for (const char* part : {"entries", "parts", "jobs", "held"}) {
        std::error_code failed;
        fs::create_directories(root_ / part, failed);
        if (failed)
            throw_for(failed.value(),
                      message("{}: the store cannot be made there: {}. Choose another place with --cache.",
                              root_.string(), failed.message()));
    }
    if (access((root_ / "parts").c_str(), W_OK) != 0)
        throw MachineError(
            message("{}: no permission to write to the store. Choose another place with --cache.", root_.string()));
}

bool Store::has(const std::string& key) const {
    const fs::path path = path_of(key);
    if (access(path.c_str(), R_OK) == 0) return true;
    // A network file system remembers for a while what was not there; opening the directory makes it look again.
    const int directory = open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return false;
    close(directory);
    return access(path.c_str(), R_OK) == 0;
}

fs::path Store::path_of(const std::string& key) const {
    const fs::path held = held_directory(root_) / key;
    return access(held.c_str(), R_OK) == 0 ? held : entry_path(root_, key);
}

fs::path Store::begin(const std::string& key) const {
    static std::atomic<int> count{0};
    return root_ / "parts" / (own_name(key) + "." + std::to_string(count++) + ".part");
}

void Store::commit(const fs::path& temporary, const std::string& key) const {
    const fs::path target = entry_path(root_, key);
    sync_to_disk(temporary);
    std::error_code failed;
    fs::create_directories(target.parent_path(), failed);
    fs::rename(temporary, target, failed);
    if (failed)
        throw_for(failed.value(), message("{}: cannot be put into the store: {}.", target.string(), failed.message()));
    sync_to_disk(target.parent_path());
}

void Store::remove(const std::string& key) const noexcept {
    std::error_code none;
    fs::remove(held_directory(root_) / key, none);
    fs::remove(entry_path(root_, key), none);
}

void Store::hold(const std::string& key) const noexcept {
    std::error_code none;
    fs::create_directory(held_directory(root_), none);
    fs::create_hard_link(entry_path(root_, key), held_directory(root_) / key, none);
    touch(key);
}

void Store::release() const noexcept {
    std::error_code none;
    fs::remove_all(held_directory(root_), none);
}

void Store::touch(const std::string& key) const noexcept {
    touch_now(path_of(key));
}

std::optional<std::string> Store::text(const std::string& key) const {
    if (!has(key)) return {};
    try {
        touch(key);
        std::string sealed = read_whole(path_of(key));
        const size_t end = sealed.find('\n');
        if (end != std::string::npos && sealed.compare(0, end, seal(sealed.substr(end + 1))) == 0)
            return sealed.substr(end + 1);
        remove(key);  // damaged: found out again
        return {};
    } catch (const Error&) {
        return {};  // cleaned between the two calls
    }
}

void Store::put_text(const std::string& key, const std::string& value) const {
    const fs::path temporary = begin(key);
    write_plainly(temporary, seal(value) + "\n" + value);
    commit(temporary, key);
}

fs::path Store::job_directory(const std::string& job) const {
    const fs::path directory = root_ / "jobs" / own_name(job);
    fs::create_directories(directory);
    return directory;
}

fs::path Store::shared_job_directory(const std::string& job) const {
    std::string name = (root_ / "jobs" / (job + kShared)).string() + "XXXXXX";
    if (mkdtemp(name.data()) == nullptr)
        throw_for(errno, message("{}: the store cannot be made there: {}. Choose another place with --cache.",
                                 root_.string(), std::strerror(errno)));
    return name;
}

void Store::drop_shared_jobs(const std::string& job) const noexcept {
    std::error_code none;
    std::vector<fs::path> done;
    for (const auto& item : fs::directory_iterator(root_ / "jobs", none))
        if (item.path().filename().string().starts_with(job + kShared)) done.push_back(item.path());
    for (const fs::path& directory : done) fs::remove_all(directory, none);
}

void Store::beat() const noexcept {
    touch_now(held_directory(root_));
}

int64_t Store::sweep() const noexcept {
    int64_t removed = 0;
    std::error_code none;
    for (const fs::path& left : left_by_the_dead(root_)) removed += fs::remove_all(left, none) > 0;
    return removed;
}

Store::Usage Store::usage() const {
    Usage usage;
    for (const Entry& entry : entries_of(root_)) {
        ++usage.entries;
        usage.bytes += entry.bytes;
    }
    usage.left_overs = std::ssize(left_by_the_dead(root_));
    return usage;
}

Store::Usage Store::clean(int64_t limit_bytes) const {
    std::error_code none;
    Usage removed;
    removed.left_overs = sweep();
    std::vector<Entry> entries = entries_of(root_);
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.used_ns > b.used_ns; });
    int64_t kept_bytes = 0;
    for (const Entry& entry : entries) {
        if (kept_bytes + entry.bytes <= limit_bytes) {
            kept_bytes += entry.bytes;
        } else if (fs::remove(entry.path, none)) {
            ++removed.entries;
            removed.bytes += entry.bytes;
        }
    }
    return removed;
}

int64_t read_size(const std::string& text) {
    char* unit = nullptr;
    const double number = std::strtod(text.c_str(), &unit);
    const int shift = *unit == 'T' ? 40 : *unit == 'G' ? 30 : *unit == 'M' ? 20 : *unit == 'K' || *unit == 'k' ? 10 : 0;
    if (unit == text.c_str() || number < 0) throw Error(message("{}: not a size. Write it like 20G or 500M.", text));
    return static_cast<int64_t>(number * static_cast<double>(1LL << shift));
}

int64_t default_store_limit() {
    const char* text = std::getenv("GATECAST_CACHE_LIMIT");
    return text && *text ? read_size(text) : kDefaultLimit_bytes;
}

void touch_now(const fs::path& path) noexcept {
    utimensat(AT_FDCWD, path.c_str(), nullptr, 0);
}

void sync_to_disk(const fs::path& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = file >= 0 && fsync(file) == 0;
    const int cause = errno;
    if (file >= 0) close(file);
    if (!done) throw_for(cause, message("{}: cannot be written to the disk: {}.", path.string(), std::strerror(cause)));
}

void write_whole(const fs::path& path, const std::string& content) {
    const fs::path temporary = path.parent_path() / ("." + path.filename().string() + ".part." + maker());
    write_plainly(temporary, content);
    sync_to_disk(temporary);
    fs::rename(temporary, path);
    sync_to_disk(path.parent_path().empty() ? "." : path.parent_path());
}

std::string read_whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (!file) throw Error(message("{}: cannot be read.", path.string()));
    return content.str();
}

}  // namespace gatecast
