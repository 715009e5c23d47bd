// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast check-system: whether this machine has what is needed, and the line that installs what it hasn't.
#include <nlohmann/json.hpp>
#include <set>

#include "pipeline/cli/debian.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/system_parts.h"
#include "pipeline/graph/start.h"
#include "pipeline/media/baseline.h"
#include "pipeline/media/picture_coder.h"

namespace gatecast {
namespace {

constexpr const char* kDpkgStatus = "/var/lib/dpkg/status";
constexpr Size kTrialSize{1280, 720};
constexpr int64_t kTrialBitrate = 4'000'000;

constexpr Synopsis kSynopsis{
    N_("check-system"),
    N_("Checks that this machine has the elements, encoders, fonts and processor that are needed, and packages "
       "new enough to be safe."),
    {},
    0,
    0};

using nlohmann::json;

void check_processor(Console& console, json& report) {
    const bool enough = cpu_has_baseline();
    report["cpu"] = {{"baseline", "x86-64-v3"}, {"ok", enough}};
    if (enough) {
        console.say(message("Processor: has x86-64-v3, as every machine that renders must."));
    } else {
        console.fail(
            message("Processor: lacks x86-64-v3 (AVX2, FMA, BMI2). Files made here would differ from those of other "
                    "machines. Use a processor of 2015 or later."));
    }
}

void check_parts(const PartGroup& group, std::set<std::string>& to_install, Console& console, json& report) {
    json parts = json::array();
    size_t found = 0;
    for (const Part& part : group.parts) {
        const bool present = group.present(part.name);
        found += present ? 1 : 0;
        parts.push_back({{"name", part.name}, {"package", part.package}, {"found", present}});
        if (present) continue;
        to_install.insert(part.package);
        console.fail(message("{} is missing; package {} brings it.", part.name, part.package));
    }
    report[group.key] = parts;
    console.say(message("{}: {} of {} are there.", console.text(group.heading), found, group.parts.size()));
}

void check_versions(std::set<std::string>& to_install, Console& console, json& report) {
    const auto installed = installed_packages(kDpkgStatus);
    json packages = json::array();
    size_t safe = 0, counted = 0;
    for (const SecureVersion& secure : secure_versions()) {
        const auto found = installed.find(secure.package);
        if (found == installed.end()) continue;  // what isn't there has no holes; what is needed is missed above
        const bool enough = compare_versions(found->second, secure.least) >= 0;
        ++counted;
        safe += enough ? 1 : 0;
        packages.push_back(
            {{"package", secure.package}, {"installed", found->second}, {"least", secure.least}, {"ok", enough}});
        if (enough) continue;
        to_install.insert(secure.package);
        console.warn(message("Package {} {} has known security holes; {} or later is needed.", secure.package,
                             found->second, secure.least));
    }
    report["packages"] = packages;
    if (installed.empty()) {
        console.warn(
            message("This is not Debian, or its list of packages cannot be read: security versions were not checked."));
    } else {
        console.say(message("Packages that read what strangers made: {} of {} are new enough.", safe, counted));
    }
}

/// A device that encodes is a help, not a need: having none is no failure.
void try_live_encoders(Console& console, json& report) {
    VideoEncode settings;
    settings.preset = "superfast";
    settings.bitrate = kTrialBitrate;
    for (const CoderKind& kind : coder_kinds()) {
        const std::optional<Message> why_not = why_no_coder(kind, settings, kTrialSize, {25, 1});
        report["live_encoders"].push_back(
            {{"name", kind.name}, {"works", !why_not}, {"problem", why_not ? in_english(*why_not) : ""}});
        if (why_not)
            console.say(message("Live encoder {} ({}): not on this machine. {}", kind.name, console.text(kind.help),
                                console.text(*why_not)));
        else
            console.say(message("Live encoder {} ({}): works.", kind.name, console.text(kind.help)));
    }
}

void say_versions(Console& console, json& report) {
    std::string line;
    for (const LibraryVersion& library : library_versions()) {
        line += (line.empty() ? "" : ", ") + library.name + " " + library.version;
        report["versions"][library.name] = library.version;
    }
    console.say(message("Versions: {}.", line));
}

}  // namespace

int run_check_system(const std::vector<std::string>& arguments, Console& console) {
    if (!read_options(kSynopsis, arguments, console)) return kDone;
    start_graph();
    json report;
    std::set<std::string> to_install;
    check_processor(console, report);
    for (const PartGroup& group : part_groups()) check_parts(group, to_install, console, report);
    check_versions(to_install, console, report);
    try_live_encoders(console, report);
    say_versions(console, report);
    report["install"] = to_install;
    if (!to_install.empty()) {
        std::string line = "sudo apt-get install";
        for (const std::string& package : to_install) line += " " + package;
        console.note(message("Install or renew them with: {}", line));
    }
    report["exit_code"] = console.exit_code();
    if (console.exit_code() == kDone) console.say(message("This machine is ready."));
    if (console.json()) console.print_json(report);
    return console.exit_code();
}

}  // namespace gatecast
