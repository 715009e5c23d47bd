// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day render LIST: a day for every display; gatecast rush ITEM: one of its items before all else.
#include "pipeline/cli/command.h"
#include "pipeline/cli/day.h"
#include "pipeline/cli/night_options.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {
    kDisplaysOption,   kRootOption,      kDayDateOption,     kDaySettingsOption, kNightEncodeOption, kNightStyleOption,
    kNightLogoOption,  kApprovalsOption, kNightVerifyOption, kNightJobsOption,   kExecutorOption,    kSlurmOption,
    kLeaveCoresOption, kNightNiceOption, kWaitOption,        kCurrentOption,     kPresetsOption,     kCacheOption,
};
constexpr Synopsis kDayRender{
    N_("day render LIST --displays NAMES -o DIR"),
    N_("Renders a day's list for every display and publishes it as a folder with a page that says what is ready. What "
       "failed stops nothing else. Give the same command again: only what is missing or changed is rendered."),
    kOptions, 1, 1};

constexpr Option kListOption{"list", N_("LIST"), N_("the day's list that the item stands in")};
constexpr Option kRushOptions[] = {
    kListOption,       kDisplaysOption,   kRootOption,      kDayDateOption,     kDaySettingsOption, kNightEncodeOption,
    kNightStyleOption, kNightLogoOption,  kApprovalsOption, kNightVerifyOption, kNightJobsOption,   kExecutorOption,
    kSlurmOption,      kLeaveCoresOption, kNightNiceOption, kCurrentOption,     kPresetsOption,     kCacheOption,
};
constexpr Synopsis kRush{
    N_("rush ITEM --list LIST --displays NAMES -o DIR"),
    N_("Renders one item of a day before everything else and publishes it into the day. A night that is at work keeps "
       "what it finished, gives way, and goes on afterwards with the list as it then is."),
    kRushOptions, 1, 1};

}  // namespace

int run_day_render(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kDayRender, arguments, console);
    if (!options) return kDone;
    NightRun run = night_run(night_settings(*options), options->words().front(), date_of(*options), console);
    run.what = "gatecast day render " + options->words().front();
    return run_night(run, console);
}

int run_rush(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kRush, arguments, console);
    if (!options) return kDone;
    if (!options->has("list"))
        throw UsageError(message("Nothing says which list the item stands in. Give --list LIST."));
    NightRun run = night_run(night_settings(*options), options->one("list"), date_of(*options), console);
    run.only = options->words().front();
    run.what = "gatecast rush " + run.only;
    run.urgent = true;
    return run_night(run, console);
}

}  // namespace gatecast
