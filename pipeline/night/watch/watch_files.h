// SPDX-License-Identifier: GPL-3.0-or-later
// Files in a drop folder: which are nobody's business, whose subtitles they are by their names, and since when each
// stands still. Called by the watch's one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatecast {

/// How a file looked: what any write to it changes.
struct FileLook {
    int64_t size = -1, blocks = 0, modified_ns = 0, changed_ns = 0;
    uint64_t device = 0, inode = 0;
    friend bool operator==(const FileLook&, const FileLook&) = default;
};
[[nodiscard]] FileLook look_of(const std::filesystem::path& file);
/// The same bytes after a move inside one file system: size, time and inode, as text.
[[nodiscard]] std::string identity_of(const std::filesystem::path& file);

/// Thumbs.db, ~$*, *.part and their like.
[[nodiscard]] bool is_ignored(const std::string& name);

/// Names are compared composed and in lower case: a Mac writes them decomposed, Windows knows no case.
[[nodiscard]] std::string name_key(const std::string& name);
/// name_key of a clip without its extension.
[[nodiscard]] std::string clip_key(const std::filesystem::path& clip);

/// The language that `cue_file` is in by its name, where it belongs to a clip of this key: "" when the name says none.
/// Nothing: it is another clip's.
[[nodiscard]] std::optional<std::string> language_for_clip(const std::filesystem::path& cue_file,
                                                           const std::string& key);

/// Since when files look the same. The clock is the caller's and must be steady: a set clock delays nothing.
class Stillness {
public:
    using Instant = std::chrono::steady_clock::time_point;

    struct Still {
        std::chrono::nanoseconds since{0};
        uint64_t arrival = 0;  // in the order first seen
    };
    Still observe(const std::filesystem::path& file, Instant now);
    /// Forgets files that were not observed since `then`.
    void forget_unseen(Instant then);

private:
    struct Seen {
        FileLook look;
        Instant same_since, last;
        uint64_t arrival = 0;
    };
    std::map<std::filesystem::path, Seen> seen_;
    uint64_t next_arrival_ = 1;
};

}  // namespace gatecast
