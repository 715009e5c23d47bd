// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/outputs/output_crew.h"

#include <algorithm>
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

/// A process each.
std::vector<OutputSettings> processes_of(const Site& site) {
    std::vector<OutputSettings> all;
    for (const SiteDisplay& display : site.displays) {
        std::vector<SinkSettings> sinks = sinks_of(site, display);
        if (!sinks.empty()) all.push_back({site.state, display.name, std::move(sinks)});
        for (SinkSettings& screen : screens_of(site, display)) {
            const std::string name = display.name + "@" + screen.name;
            all.push_back({site.state, name, {std::move(screen)}, display.name});
        }
        for (const Rung& rung : ladder_of(display))
            if (std::vector<SinkSettings> smaller = sinks_of(site, display, rung); !smaller.empty())
                all.push_back({site.state, rung_display(display.name, rung), std::move(smaller)});
    }
    return all;
}

}  // namespace

OutputCrew::OutputCrew(const Site& site) : stopped_file_(site.state / "stopped.json") {
    std::ifstream file(stopped_file_);
    const json kept = json::parse(file, nullptr, false);
    if (kept.is_array())
        for (const json& each : kept)
            if (each.is_string()) stopped_.insert(each.get<std::string>());
    take_over(site);
}

void OutputCrew::take_over(const Site& site) {
    std::vector<OutputSettings> wanted = processes_of(site);
    for (Member& each : members_) {
        const auto found = std::ranges::find(wanted, each.settings.display, &OutputSettings::display);
        each.settings.sinks.clear();  // of one that goes out nowhere any more
        if (found == wanted.end()) continue;
        each.settings = std::move(*found);
        wanted.erase(found);
    }
    for (OutputSettings& each : wanted) members_.push_back({std::move(each)});
    for (Member& each : members_) write(each);
}

void OutputCrew::switch_output(const std::string& name, bool on) {
    const bool known = std::ranges::any_of(members_, [&name](const Member& each) {
        return std::ranges::find(each.settings.sinks, name, &SinkSettings::name) != each.settings.sinks.end();
    });
    if (!known)
        throw Error(message("{}: this site has no output of that name. gatecast ctl outputs lists them.", name));
    if (on)
        stopped_.erase(name);
    else
        stopped_.insert(name);
    if (!write_whole(stopped_file_, json(stopped_).dump(), true))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", stopped_file_.string()));
    for (Member& each : members_) write(each);
}

json OutputCrew::list() const {
    json all = json::array();
    for (const Member& member : members_)
        for (const SinkSettings& each : member.settings.sinks)
            all.push_back({{"name", each.name},
                           {"display", member.settings.display},
                           {"kind", each.kind},
                           {"on", !stopped_.contains(each.name)}});
    return all;
}

/// A process that runs reads it within a second.
void OutputCrew::write(Member& member) const {
    OutputSettings going = member.settings;
    std::erase_if(going.sinks, [this](const SinkSettings& each) { return stopped_.contains(each.name); });
    const std::string text = to_json(going).dump(2);
    if (text == member.written) return;
    const std::filesystem::path file = output_settings_file(going.state, going.display);
    if (!write_whole(file, text, false))
        throw Error(message("{}: cannot be written. Check the folder and the free space.", file.string()));
    member.written = text;
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
    const std::filesystem::path file = output_settings_file(member.settings.state, member.settings.display);
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
