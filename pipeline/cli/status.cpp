// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast status: what a gate shows, what comes next, how displays and outputs fare; in a terminal redrawn each
// second.
#include <unistd.h>

#include <iostream>
#include <thread>

#include "pipeline/cli/command.h"
#include "pipeline/cli/desk.h"
#include "pipeline/cli/stop.h"
#include "pipeline/cli/text_table.h"
#include "pipeline/cli/times.h"
#include "pipeline/live/clock.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using Rows = std::vector<std::vector<std::string>>;

constexpr Option kOptions[] = {
    kSiteOption,
    kStateOption,
    {"once", nullptr, N_("once, also in a terminal")},
};
constexpr Synopsis kSynopsis{N_("status --site SITE.toml"),
                             N_("Says what a running gate shows, what comes next, and how its displays and outputs "
                                "fare. In a terminal it is redrawn each second until Ctrl-C."),
                             kOptions, 0, 0};

constexpr const char* kHomeAndClear = "\033[H\033[J";

std::string seconds_of(int64_t frames, double rate) {
    return frames < 0 ? "" : show_time(Time(static_cast<int64_t>(static_cast<double>(frames) / rate * 1e9)));
}

/// What stands there; nothing: null, which has no items.
json part(const json& of, const char* key) {
    const auto found = of.find(key);
    return found == of.end() ? json() : *found;
}

/// A text of a part that may not be there.
std::string text_of(const json& of, const char* key) {
    return of.is_object() ? of.value(key, "") : std::string();
}

void add_decks(const json& feed, double rate, const Console& console, Rows& rows) {
    const json on = part(feed, "on");
    if (on.is_null()) {
        rows.push_back({console.text(N_("standby")), text_of(feed, "feed"), "", ""});
    } else {
        std::string place = seconds_of(on.value("frame", int64_t{0}), rate);
        if (const auto frames = on.value("frames", int64_t{0}); frames > 0) place += " / " + seconds_of(frames, rate);
        rows.push_back({console.text(N_("on")), text_of(on, "title"), place, text_of(part(on, "live"), "problem")});
    }
    const json waiting = part(feed, "waiting");
    for (const json& each : waiting)
        rows.push_back({console.text(N_("waits")), text_of(each, "title"), "", text_of(part(each, "live"), "problem")});
    if (feed.value("held", false)) rows.back().back() = console.text(N_("held"));
}

void add_displays(const json& mixer, Rows& rows, const Console& console) {
    const json displays = part(mixer, "displays");
    for (const auto& [name, display] : displays.items())
        rows.push_back({name, fmt::format("{}", display.value("encoded", int64_t{0})),
                        fmt::format("{}", display.value("dropped_encode", int64_t{0})), ""});
    if (const json late = part(mixer, "lateness_ms"); !late.is_null())
        rows.push_back({console.text(N_("late, 99.9 % and worst")), fmt::format("{:.1f} ms", late.value("p999", 0.0)),
                        fmt::format("{:.1f} ms", late.value("worst", 0.0)), ""});
}

void add_outputs(const json& outputs, Rows& rows, const Console& console) {
    for (const auto& [display, report] : outputs.items()) {
        const json sinks = part(report, "sinks");
        for (const json& sink : sinks) {
            std::string remark = text_of(sink, "problem");
            if (remark.empty() && sink.contains("hours_left"))
                remark = console.text(
                    message("room for {} hours", fmt::format("{:.0f}", sink.at("hours_left").get<double>())));
            rows.push_back({text_of(sink, "name"), text_of(sink, "state"),
                            fmt::format("{}", sink.value("dropped", int64_t{0})), remark});
        }
    }
}

void show(const json& status, Console& console) {
    console.print(fmt::format("{}  {}", text_of(status, "site"), status.value("frame", int64_t{0})));
    Rows decks{{"", console.text(N_("item")), console.text(N_("time")), ""}};
    const json feeds = part(status, "feeds");
    for (const json& feed : feeds) add_decks(feed, status.value("rate", 25.0), console, decks);
    print_table(decks, console);
    Rows displays{{console.text(N_("display")), console.text(N_("frames")), console.text(N_("left out")), ""}};
    add_displays(status.at("mixer"), displays, console);
    print_table(displays, console);
    Rows outputs{{console.text(N_("output")), console.text(N_("state")), console.text(N_("left out")), ""}};
    add_outputs(status.at("outputs"), outputs, console);
    print_table(outputs, console);
}

}  // namespace

int run_status(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const std::filesystem::path state = state_of(*options);
    const json order{{"order", "status"}};
    if (console.json()) return console.print_json(ask_desk(state, order)), console.exit_code();
    const bool redrawn = isatty(STDOUT_FILENO) == 1 && !options->has("once");
    if (redrawn) hear_stop_signals();
    do {
        const json status = ask_desk(state, order);
        if (redrawn) std::cout << kHomeAndClear;
        show(status, console);
        std::cout << std::flush;
        for (const Time until = monotonic_now() + 1s; redrawn && !stop_asked() && monotonic_now() < until;)
            std::this_thread::sleep_for(50ms);
    } while (redrawn && !stop_asked());
    return console.exit_code();
}

}  // namespace gatecast
