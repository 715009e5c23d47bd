// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/watch/watch_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "subtitles/language.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kSecond_ns = 1'000'000'000;

int64_t nanoseconds_of(const timespec& time) {
    return int64_t{time.tv_sec} * kSecond_ns + time.tv_nsec;
}

}  // namespace

FileLook look_of(const fs::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return {};
    return {status.st_size, status.st_blocks, nanoseconds_of(status.st_mtim), nanoseconds_of(status.st_ctim),
            status.st_dev,  status.st_ino};
}

std::string identity_of(const fs::path& file) {
    const FileLook look = look_of(file);
    return fmt::format("{} {} {}", look.size, look.modified_ns, look.inode);
}

bool is_ignored(const std::string& name) {
    const std::string key = name_key(name);
    constexpr const char* kNames[] = {"thumbs.db", "ehthumbs.db", "desktop.ini"};
    constexpr const char* kEnds[] = {".part", ".partial", ".crdownload", ".tmp", ".filepart"};
    // ".x" covers .DS_Store, ._clip.mp4 of a Mac and everything else that is hidden.
    return key.empty() || key.front() == '.' || key.starts_with("~$") ||
           std::ranges::any_of(kNames, [&](const char* each) { return key == each; }) ||
           std::ranges::any_of(kEnds, [&](const char* each) { return key.ends_with(each); });
}

std::string name_key(const std::string& name) {
    return vietnamese::lower(name);
}

std::string clip_key(const fs::path& clip) {
    return name_key(clip.stem().string());
}

std::optional<std::string> language_for_clip(const fs::path& cue_file, const std::string& key) {
    const std::string stem = clip_key(cue_file);
    if (!stem.starts_with(key)) return {};
    const std::string rest = stem.substr(key.size());
    if (rest.empty()) return "";
    constexpr const char* kAround = " ._-()[]";
    const size_t first = rest.find_first_not_of(kAround);
    if (first == 0 || first == std::string::npos) return {};  // "clip2.srt" is another clip's
    const std::string word = rest.substr(first, rest.find_last_not_of(kAround) - first + 1);
    const std::string known = language_in_name(cue_file.filename().string());
    if (known.empty() || language_tag(word) != known) return {};  // "clip.new.srt" is not Newari
    return known;
}

Stillness::Still Stillness::observe(const fs::path& file, Instant now) {
    const FileLook look = look_of(file);
    const auto [place, fresh] = seen_.try_emplace(file);
    Seen& seen = place->second;
    if (fresh) seen.arrival = next_arrival_++;
    if (fresh || !(seen.look == look)) {
        seen.look = look;
        seen.same_since = now;
    }
    seen.last = now;
    return {now - seen.same_since, seen.arrival};
}

void Stillness::forget_unseen(Instant then) {
    std::erase_if(seen_, [&](const auto& entry) { return entry.second.last < then; });
}

}  // namespace gatecast
