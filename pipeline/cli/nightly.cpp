// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast nightly SETTINGS.toml: what the timer calls. Tomorrow's list, found by its date, rendered and published.

#include "pipeline/cli/command.h"
#include "pipeline/cli/night_options.h"
#include "pipeline/cli/times.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {
    kDayDateOption,
    {"show-settings", nullptr, N_("show what stands in SETTINGS.toml and what else could, and do nothing")},
};
constexpr Synopsis kSynopsis{
    N_("nightly SETTINGS.toml"),
    N_("Renders tomorrow's list as the settings say: what the timer of the package calls every night. Give the same "
       "command by hand to go on after a stop."),
    kOptions, 0, 1};

void show_settings(Console& console) {
    for (const ShownOption& option : night_options()) {
        console.print(fmt::format("{} = {}", option.key, option.value.empty() ? "\"\"" : option.value));
        console.print("    " + console.text(option.help) + " (" + console.text(option.allowed) + ")");
    }
}

}  // namespace

int run_nightly(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    if (options->has("show-settings")) {
        show_settings(console);
        return kDone;
    }
    if (options->words().empty()) throw UsageError(message("Nothing says what is settled. Give SETTINGS.toml."));
    const NightSettings settings = read_night_settings(options->words().front());
    const Date date = date_of(*options).value_or(Date(today() + std::chrono::days(settings.days_ahead)));
    NightRun run = night_run(settings, list_of_day(settings.lists, date), date, console);
    run.what = "gatecast nightly " + options->words().front();
    return run_night(run, console);
}

}  // namespace gatecast
