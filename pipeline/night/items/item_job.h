// SPDX-License-Identifier: GPL-3.0-or-later
// What the night asks of one child process: render this item for these displays, or only look how long it is. Written
// into a file by the starter, read by `gatecast item`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/render/request.h"

namespace gatecast {

struct ItemJob {
    RenderRequest request;
    std::optional<Time> length;      // of stills, documents and folders of photos, as the list says; nothing: as usual
    bool look_only = false;          // probe, and say how long it is
    int jobs = 1;                    // lanes at once
    std::string executor = "local";  // where lanes run
    std::vector<std::pair<std::string, std::string>> slurm{};  // settings of that executor
    std::filesystem::path approvals;                           // the list; empty: everything may be shown
    int64_t shown_at_s = 0;  // when it goes on air, seconds of the epoch: approvals are asked for then
};

[[nodiscard]] std::string to_json(const ItemJob& job);
[[nodiscard]] ItemJob item_job_from_json(const std::string& json);

}  // namespace gatecast
