// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast lane JOB N: one share of a job, for the program's own use, on this machine or another.
#include "pipeline/render/lane.h"

#include <iostream>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/graph/start.h"
#include "pipeline/render/content.h"
#include "presets/library.h"
#include "presets/machine_error.h"
#include "presets/machine_exit.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {kCacheOption};
constexpr Synopsis kSynopsis{N_("lane JOB NUMBER"), N_("Works one share of a job off."), kOptions, 2, 2};

void tell(const LaneEvent& event) {
    std::cout << to_line(event) << std::flush;
}

void work(const Options& options) {
    const Job job = read_job(options.words()[0]);
    const auto number = static_cast<size_t>(std::stoul(options.words()[1]));
    if (number >= job.lanes.size()) throw Error(message("{}: has no lane {}.", options.words()[0], number));
    const Store store(cache_root(options));
    static_cast<void>(store.sweep());  // what killed lanes left on this machine, which no other may judge
    const Content content(store);
    const PresetLibrary library(job.request.preset_directories);
    const RenderPlan plan = make_plan(
        job.request, job.clip, library, [&](const std::filesystem::path& file) { return content.hash(file); },
        job.inputs);
    if (plan_key(plan) != job.plan_key)
        throw Error(message(
            "A preset, the logo or the program was changed while the job was running. Give the same command again."));
    run_lane(plan, job.lanes[number], store, tell);
}

}  // namespace

int run_lane_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    start_graph();
    std::cout << '\n';  // ends what an earlier try of this lane left unfinished in the same file
    try {
        work(*options);
        tell({LaneEvent::Kind::kFinished, 0, {}, {}});
    } catch (const MachineError& error) {
        tell({LaneEvent::Kind::kFailed, 0, {}, error.message(), true});
        return kMachineFailed;
    } catch (const Error& error) {
        tell({LaneEvent::Kind::kFailed, 0, {}, error.message()});
        return kFailed;
    }
    return kDone;
}

}  // namespace gatecast
