// SPDX-License-Identifier: GPL-3.0-or-later
// Days over a mounted path: read by us, since a read that fails in the middle must leave a true beginning behind.
// Made by open_line(); sync's one thread.
#pragma once

#include <chrono>

#include "pipeline/night/sync/sync_line.h"

namespace gatecast {

/// No more than so many bytes a second, measured from its start.
class Pace {
public:
    explicit Pace(int64_t limit_bytes_s) : limit_bytes_s_(limit_bytes_s) {}
    void wait_after(int64_t bytes);

private:
    int64_t limit_bytes_s_;
    int64_t bytes_ = 0;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

class MountedLine : public SyncLine {
public:
    MountedLine(std::filesystem::path root, LineSettings settings);

    bool bring_lists(const std::vector<std::string>& dates, const std::filesystem::path& folder) override;
    bool bring_files(const std::string& date, const std::vector<SyncFile>& files,
                     const std::filesystem::path& folder) override;

private:
    bool bring(const std::filesystem::path& from, const std::filesystem::path& to);
    bool broke(const std::filesystem::path& where, const std::string& why);

    std::filesystem::path root_;
    LineSettings settings_;
    Pace pace_;
};

}  // namespace gatecast
