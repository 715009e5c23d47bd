// SPDX-License-Identifier: GPL-3.0-or-later
// Small files that must outlive a cut of power and two writers: read whole, written whole or not at all, and a lock
// among processes. Called by the approval list and the records; any thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gatecast {

/// Held as long as it lives. The lock is a file beside the one it guards, for that one is replaced by renaming.
class FileLock {
public:
    /// Waits for another process as long as `patience`, then throws Error.
    explicit FileLock(const std::filesystem::path& guarded, std::chrono::milliseconds patience);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_;
};

/// Nothing: it is not there. Throws Error for one that cannot be read.
[[nodiscard]] std::optional<std::string> read_if_there(const std::filesystem::path& file);
/// In place of an older one, with that one's rights; on the disk when it returns. A link is followed. Throws Error.
void write_durably(const std::filesystem::path& file, std::string_view content);
/// The names in a folder are on the disk when it returns. Throws Error.
void sync_folder(const std::filesystem::path& folder);

}  // namespace gatecast
