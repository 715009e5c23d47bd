// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast live SITE.toml: runs a gate.
#include <fmt/chrono.h>

#include <iostream>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/stop.h"
#include "pipeline/live/site/site.h"

namespace gatecast {

namespace {

constexpr Option kOptions[] = {
    {"check", nullptr, N_("say what is wrong with the site's file, and do nothing")},
    kPresetsOption,
};
constexpr Synopsis kSynopsis{N_("live SITE.toml"),
                             N_("Runs the displays of a gate, day and night, as the site's file says. Ended by Ctrl-C, "
                                "the displays go on and the "
                                "next `gatecast live` takes them over; `gatecast ctl shutdown` ends them too."),
                             kOptions, 1, 1};

/// One line an event, with the time of day.
void say(Console& console, const nlohmann::json& event) {
    if (console.json()) {
        console.print_json(event);
        return;
    }
    const auto seconds = static_cast<std::time_t>(event.value("at", int64_t{0}) / 1'000'000'000);
    std::string line = fmt::format("{:%H:%M:%S} {}", fmt::localtime(seconds), event.value("event", ""));
    for (const char* key : {"alarm", "feed", "item", "title", "frame", "reason", "problem"})
        if (event.contains(key))
            line += " " + (event[key].is_string() ? event[key].get<std::string>() : event[key].dump());
    console.print(line);
    std::cout << std::flush;  // whoever watches a log sees it now
}

}  // namespace

int run_live(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    Problems problems;
    const Site site = read_site(options->words().front(), problems);
    for (const Message& problem : problems) console.fail(problem);
    if (!problems.empty() || options->has("check")) return console.exit_code();
    hear_stop_signals();
    SiteTools tools;
    tools.presets = preset_directories(options->all("presets"));
    tools.say = [&console](const nlohmann::json& event) { say(console, event); };
    tools.stop = stop_asked;
    hear_reload_signal();
    tools.reload = reload_asked;
    run_site(site, tools);
    return console.exit_code();
}

}  // namespace gatecast
