// SPDX-License-Identifier: GPL-3.0-or-later
// A finished day put in its place: built beside it out of links to the night's own files, then exchanged with what
// stood there, so that a reader sees the whole old day or the whole new one. Called by the night.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/playlist/published_day.h"

namespace gatecast {

struct FolderEntry {
    std::string path;            // in the folder, with '/'
    std::filesystem::path file;  // what stands there; empty: `text`
    std::string text{};
};

/// True: `folder` was changed; false: it already holds exactly this. `building`: where it is built, on the same file
/// system; what a killed publisher left there goes. Throws Error.
[[nodiscard]] bool publish_folder(const std::filesystem::path& folder, const std::filesystem::path& building,
                                  const std::vector<FolderEntry>& entries);

/// Published days but the newest `keep` go, and what the night kept for them; those from `today` on and the one that
/// `current` shows stay. Says which went.
std::vector<std::string> remove_old_days(const std::filesystem::path& root, size_t keep, const std::string& today);

/// `current` in the root shows the way to the day.
void link_current(const std::filesystem::path& root, const std::string& day);

}  // namespace gatecast
