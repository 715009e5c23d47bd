// SPDX-License-Identifier: GPL-3.0-or-later
// What sync needs to know of a published day: its files and their hashes. It takes them from day.json wherever they
// stand in it, so that a gate box brings what a newer night publishes, too. Called by sync's one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

struct SyncFile {
    std::string path;  // from the folder of the day, with '/'; never leads out of it
    int64_t bytes = 0;
    std::string sha256;
};

struct SyncDay {
    std::string date;  // "2026-12-02", the folder's name
    std::string list;  // day.json, to the byte
    std::vector<SyncFile> files;
};

/// Throws Error where it is no list of a day, or names files outside the day's folder.
[[nodiscard]] SyncDay read_sync_day(const std::filesystem::path& list, const std::string& date);

[[nodiscard]] bool is_date(std::string_view name);
/// Folders of days in `root`, the oldest first.
[[nodiscard]] std::vector<std::string> dates_in(const std::filesystem::path& root);

}  // namespace gatecast
