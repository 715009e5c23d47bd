// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/output_crew.h"

#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "pipeline/live/clock.h"
#include "pipeline/live/process.h"
#include "pipeline/live/whole_file.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Time kPause = 250ms;  // doubled with each failure

}  // namespace

OutputCrew::OutputCrew(const Site& site) {
    for (const SiteDisplay& display : site.displays) {
        std::vector<SinkSettings> sinks = sinks_of(site, display);
        if (!sinks.empty()) members_.push_back({{site.state, display.name, std::move(sinks)}});
        for (SinkSettings& screen : screens_of(site, display)) {
            const std::string name = display.name + "@" + screen.name;
            members_.push_back({{site.state, name, {std::move(screen)}, display.name}});
        }
        for (const Rung& rung : ladder_of(display))
            if (std::vector<SinkSettings> smaller = sinks_of(site, display, rung); !smaller.empty())
                members_.push_back({{site.state, rung_display(display.name, rung), std::move(smaller)}});
    }
}

void OutputCrew::look_at(Member& member) {
    int status = 0;
    if (member.process > 0 && has_ended(member.process, status)) {
        member.process = -1;
        member.not_before = monotonic_now() + kPause * (1 << std::min(member.failures, 5));
        ++member.failures;
    }
    if (member.process > 0 || monotonic_now() < member.not_before) return;
    if (running_output(member.settings.state, member.settings.display) > 0) return;  // of a site process before us
    const std::filesystem::path file = member.settings.state / ("output-" + member.settings.display + ".settings.json");
    if (!write_whole(file, to_json(member.settings).dump(2), false))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file.string()));
    member.process = start_child({{"output", file.string()}, {}, 0, 0});
}

void OutputCrew::look_around() {
    for (Member& each : members_) look_at(each);
}

void OutputCrew::stop() {
    for (Member& each : members_)
        if (const pid_t process = running_output(each.settings.state, each.settings.display); process > 0)
            kill(process, SIGTERM);
}

json OutputCrew::status() const {
    json all = json::object();
    for (const Member& each : members_) {
        std::ifstream file(output_report(each.settings.state, each.settings.display));
        json report = json::parse(file, nullptr, false);
        if (report.is_object()) all[each.settings.display] = std::move(report);
    }
    return all;
}

}  // namespace gatecast
