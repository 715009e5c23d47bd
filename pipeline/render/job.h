// SPDX-License-Identifier: GPL-3.0-or-later
// A job on its way: the request, its clips as probed, and the share of each lane. Written as one file by the starter,
// read by every lane, on this machine or another.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/render/plan.h"
#include "pipeline/render/store.h"

namespace gatecast {

struct SegmentTask {
    int output = 0;
    int segment = 0;
};

struct SoundTask {
    int output = 0;
    int sound = 0;
};

/// A contiguous run of the programme's time for all outputs; or its sound.
struct Lane {
    std::vector<SegmentTask> segments;
    std::vector<SoundTask> sounds;
    bool from_start = false;  // decode from the clip's first picture: a seek into this clip cannot be trusted
};

struct Job {
    RenderRequest request;
    Clip clip;
    std::vector<Clip> inputs;  // as in the request
    std::string plan_key;      // a lane that plans anything else (a preset was changed meanwhile) refuses to work
    std::vector<Lane> lanes;
};

[[nodiscard]] std::string plan_key(const RenderPlan& plan);
/// How directories and queues call the job of a plan.
[[nodiscard]] std::string short_name(const std::string& plan_key);

/// What the store lacks for these outputs of the plan; equal keys once.
[[nodiscard]] std::vector<SegmentTask> missing_segments(const RenderPlan& plan, const std::vector<size_t>& outputs,
                                                        const Store& store);
[[nodiscard]] std::vector<SoundTask> missing_sounds(const RenderPlan& plan, const std::vector<size_t>& outputs,
                                                    const Store& store);

/// Shares the missing segments out: at most `lanes` contiguous stretches of about equal work.
[[nodiscard]] std::vector<Lane> share_out(const RenderPlan& plan, std::vector<SegmentTask> missing, int lanes,
                                          bool from_start);

void write_job(const std::filesystem::path& file, const Job& job);
[[nodiscard]] Job read_job(const std::filesystem::path& file);

}  // namespace gatecast
