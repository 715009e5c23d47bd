// SPDX-License-Identifier: GPL-3.0-or-later
// Runs lanes as processes of this machine, as many at once as asked for, and gathers what they say. A lane that dies
// costs its unfinished segment only. Called by the starter's main thread.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/render/job.h"
#include "pipeline/render/lane_events.h"

namespace gatecast {

struct LaneOutcome {
    bool finished = false;
    int signal = 0;          // died of it
    std::string working_on;  // key of the segment it had in hand when it stopped
    Message failure;         // its own last words
};

class LocalExecutor {
public:
    using Hear = std::function<void(const LaneEvent&)>;

    /// `program`: this executable; `nice`: for work at night beside a live programme.
    LocalExecutor(std::filesystem::path program, std::filesystem::path store_root, int nice)
        : program_(std::move(program)), store_root_(std::move(store_root)), nice_(nice) {}

    /// Returns when every lane ended, or, once `stop` says so, when all were told to end.
    [[nodiscard]] std::vector<LaneOutcome> run(const std::filesystem::path& job_file, size_t lanes, size_t at_once,
                                               const Hear& hear, const std::function<bool()>& stop) const;

private:
    std::filesystem::path program_;
    std::filesystem::path store_root_;
    int nice_;
};

}  // namespace gatecast
