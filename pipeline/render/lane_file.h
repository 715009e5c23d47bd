// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a lane in a file that only grows, read as far as there are whole lines. Called by the Slurm executor.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace gatecast {

class LaneFile {
public:
    explicit LaneFile(std::filesystem::path path) : path_(std::move(path)) {}
    /// Each whole line that came since.
    void read(const std::function<void(const std::string&)>& line);
    /// Whether it has been seen.
    [[nodiscard]] bool begun() const { return begun_; }

private:
    std::filesystem::path path_;
    int64_t offset_ = 0;
    std::string unread_;
    bool begun_ = false;
};

}  // namespace gatecast
