// SPDX-License-Identifier: GPL-3.0-or-later
// The folders of a drop folder's root, and every move in them. Nothing that people brought is ever removed or written
// over: it is moved, and what stands in its way first goes aside. Called by the watch's one thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/night/watch/watch_settings.h"
#include "presets/message.h"

namespace gatecast {

/// Below the folder of finished clips: versions that were replaced.
inline constexpr const char* kOldFolder = "CU";

struct WatchFolders {
    std::filesystem::path root, in, out, rejects;
    std::filesystem::path done;   // empty: clips stay in `in`
    std::filesystem::path state;  // ours alone
    [[nodiscard]] static WatchFolders of(const std::filesystem::path& root, const WatchSettings& settings);
};

/// Makes what is not there, with a guide for people in `guide`. Throws Error where that cannot be.
void make_watch_folders(const WatchFolders& folders, const WatchSettings& settings, const std::string& guide);

/// Moves a file to the rejects, into the folder `below` of them, its reason beside it as a text that Windows shows
/// right. Says where it is now. Throws Error where it cannot be moved.
std::filesystem::path reject_file(const WatchFolders& folders, const std::filesystem::path& below,
                                  const std::filesystem::path& file, const std::string& reason);

/// Moves a used file to the finished ones of `job`; an older one of its name goes aside. Without a folder for them it
/// stays. Throws Error.
void put_away(const WatchFolders& folders, const std::string& job, const std::filesystem::path& file);
/// Moves a finished file that was replaced out of the way. Throws Error.
void put_aside(const WatchFolders& folders, const std::string& job, const std::filesystem::path& file);

/// Why nothing can be written to a folder now, tried out: no rights, no room. Empty: it can. `room_bytes` is asked for.
[[nodiscard]] Message trouble_with(const std::filesystem::path& folder, int64_t room_bytes);

}  // namespace gatecast
