// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/job.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/render/key.h"
#include "presets/message.h"

namespace gatecast {

using nlohmann::json;

namespace {

const SegmentPlan& segment_of(const RenderPlan& plan, const SegmentTask& task) {
    return plan.outputs[static_cast<size_t>(task.output)].segments[static_cast<size_t>(task.segment)];
}

Time start_of(const RenderPlan& plan, const SegmentTask& task) {
    return frame_time(segment_of(plan, task).first, plan.outputs[static_cast<size_t>(task.output)].rate);
}

/// Composing and encoding cost about as much as there are pixels.
int64_t work_of(const RenderPlan& plan, const SegmentTask& task) {
    const Size size = plan.outputs[static_cast<size_t>(task.output)].shape.size;
    return segment_of(plan, task).count * size.width * size.height;
}

}  // namespace

std::string plan_key(const RenderPlan& plan) {
    KeyBuilder key("plan");
    for (const OutputPlan& output : plan.outputs) key.add("output", output.key).add("file", output.file.string());
    return key.hex();
}

std::string short_name(const std::string& plan_key) {
    return plan_key.substr(0, 16);
}

std::vector<SegmentTask> missing_segments(const RenderPlan& plan, const std::vector<size_t>& outputs,
                                          const Store& store) {
    std::vector<SegmentTask> missing;
    std::set<std::string> seen;
    for (const size_t o : outputs)
        for (size_t s = 0; s < plan.outputs[o].segments.size(); ++s) {
            const std::string& key = plan.outputs[o].segments[s].key;
            if (seen.insert(key).second && !store.has(key))
                missing.push_back({static_cast<int>(o), static_cast<int>(s)});
        }
    return missing;
}

std::vector<SoundTask> missing_sounds(const RenderPlan& plan, const std::vector<size_t>& outputs, const Store& store) {
    std::vector<SoundTask> missing;
    std::set<std::string> seen;
    for (const size_t o : outputs)
        for (size_t s = 0; s < plan.outputs[o].sounds.size(); ++s) {
            const std::string& key = plan.outputs[o].sounds[s].key;
            if (seen.insert(key).second && !store.has(key))
                missing.push_back({static_cast<int>(o), static_cast<int>(s)});
        }
    return missing;
}

std::vector<Lane> share_out(const RenderPlan& plan, std::vector<SegmentTask> missing, int lanes, bool from_start) {
    std::stable_sort(missing.begin(), missing.end(),
                     [&](const SegmentTask& a, const SegmentTask& b) { return start_of(plan, a) < start_of(plan, b); });
    int64_t all = 0;
    for (const SegmentTask& task : missing) all += work_of(plan, task);
    std::vector<Lane> shares;
    int64_t done = 0;
    Time last_start{-1};
    for (const SegmentTask& task : missing) {
        // Segments of one moment stay together: they share a decode.
        const bool full = !shares.empty() && done * lanes >= all * std::ssize(shares);
        if (shares.empty() || (full && start_of(plan, task) != last_start && !from_start))
            shares.push_back({{}, {}, from_start});
        shares.back().segments.push_back(task);
        done += work_of(plan, task);
        last_start = start_of(plan, task);
    }
    return shares;
}

void write_job(const std::filesystem::path& file, const Job& job) {
    json lanes = json::array();
    for (const Lane& lane : job.lanes) {
        json segments = json::array();
        for (const SegmentTask& task : lane.segments) segments.push_back({task.output, task.segment});
        json sounds = json::array();
        for (const SoundTask& task : lane.sounds) sounds.push_back({task.output, task.sound});
        lanes.push_back({{"segments", segments}, {"sounds", sounds}, {"from_start", lane.from_start}});
    }
    json inputs = json::array();
    for (const Clip& input : job.inputs) inputs.push_back(json::parse(to_json(input)));
    write_whole(file, json{{"request", json::parse(to_json(job.request))},
                           {"clip", json::parse(to_json(job.clip))},
                           {"inputs", inputs},
                           {"plan_key", job.plan_key},
                           {"lanes", lanes}}
                          .dump());
}

Job read_job(const std::filesystem::path& file) {
    try {
        const json value = json::parse(read_whole(file));
        Job job{request_from_json(value.at("request").dump()),
                clip_from_json(value.at("clip").dump()),
                {},
                value.at("plan_key").get<std::string>(),
                {}};
        for (const json& input : value.at("inputs")) job.inputs.push_back(clip_from_json(input.dump()));
        for (const json& item : value.at("lanes")) {
            Lane lane;
            for (const json& task : item.at("segments")) lane.segments.push_back({task.at(0), task.at(1)});
            for (const json& task : item.at("sounds")) lane.sounds.push_back({task.at(0), task.at(1)});
            lane.from_start = item.at("from_start");
            job.lanes.push_back(std::move(lane));
        }
        return job;
    } catch (const json::exception& cause) {
        throw Error(message("{}: not a job file of this version ({}).", file.string(), cause.what()));
    }
}

}  // namespace gatecast
