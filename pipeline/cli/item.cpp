// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast item JOB: one item of a day, for the program's own use; what it says is for its starter.
#include <iostream>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/stop.h"
#include "pipeline/graph/start.h"
#include "pipeline/night/items/item_work.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {kCacheOption};
constexpr Synopsis kSynopsis{N_("item JOB"), N_("Renders one item of a day."), kOptions, 1, 1};

}  // namespace

int run_item(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    hear_stop_signals();
    const ItemJob job = item_job_from_json(read_whole(options->words().front()));
    const Store store(cache_root(*options));
    const Catalogue vietnamese = open_catalogue("vi", locale_directories());
    const auto tell = [](const ItemEvent& event) { std::cout << to_line(event) << std::flush; };
    start_graph();
    work_item(job, std::filesystem::canonical("/proc/self/exe"), store, vietnamese, {tell, stop_asked});
    return kDone;
}

}  // namespace gatecast
