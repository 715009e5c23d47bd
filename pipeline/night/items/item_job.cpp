// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/night/items/item_job.h"

#include <nlohmann/json.hpp>

namespace gatecast {

using nlohmann::json;

std::string to_json(const ItemJob& job) {
    return json{{"request", json::parse(to_json(job.request))},
                {"length_ns", job.length ? json(job.length->count()) : json(nullptr)},
                {"look_only", job.look_only},
                {"jobs", job.jobs},
                {"executor", job.executor},
                {"slurm", job.slurm},
                {"approvals", job.approvals.string()},
                {"shown_at_s", job.shown_at_s}}
        .dump();
}

ItemJob item_job_from_json(const std::string& text) {
    const json value = json::parse(text);
    ItemJob job;
    job.request = request_from_json(value.at("request").dump());
    if (!value.at("length_ns").is_null()) job.length = Time(value.at("length_ns").get<int64_t>());
    value.at("look_only").get_to(job.look_only);
    value.at("jobs").get_to(job.jobs);
    value.at("executor").get_to(job.executor);
    value.at("slurm").get_to(job.slurm);
    job.approvals = value.at("approvals").get<std::string>();
    value.at("shown_at_s").get_to(job.shown_at_s);
    return job;
}

}  // namespace gatecast
