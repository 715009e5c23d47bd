// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_parts.h"

#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "pipeline/live/clock.h"
#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/site_mode.h"
#include "pipeline/live/words/phrases.h"

namespace gatecast {

namespace fs = std::filesystem;

const std::string& feed_of(const Site& site, const SiteDisplay& display) {
    static const std::string common = "main";
    return site.days.empty() ? common : display.name;
}

std::map<std::string, std::vector<std::string>> displays_by_feed(const Site& site) {
    std::map<std::string, std::vector<std::string>> displays;
    for (const SiteDisplay& each : site.displays) displays[feed_of(site, each)].push_back(each.name);
    return displays;
}

Descriptor lock_state(const fs::path& state) {
    std::error_code error;
    fs::create_directories(state, error);
    fs::permissions(state, fs::perms::owner_all, error);
    Descriptor lock(open((state / "site.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock)
        throw Error(message("{}: the site's folder cannot be made ({}). Write state = \"…\" where it can.",
                            state.string(), std::strerror(errno)));
    if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        throw Error(message("{}: this site is running already.", state.string()));
    return lock;
}

MixerSettings mixer_settings(const Site& site, const std::vector<fs::path>& presets, const SiteEpoch& epoch) {
    MixerSettings settings;
    settings.state = site.state;
    settings.rate = site.rate;
    settings.origin = epoch.origin;
    settings.wall_of_zero = epoch.wall_of_zero;
    settings.utc_minutes = site.utc_minutes;
    settings.presets = presets;
    Fields fields;
    for (const SiteField& each : site.fields) fields.emplace_back(each.name, each.value);
    for (const SiteDisplay& each : site.displays)
        settings.displays.push_back({each.name,
                                     feed_of(site, each),
                                     each.encode,
                                     each.bitrate,
                                     air_of(each, local_now(site)),
                                     {each.preset, each.programme, fields, site.counter, each.languages},
                                     ladder_of(each),
                                     each.encoder,
                                     !screens_of(site, each).empty()});
    return settings;
}

Size largest_region(const Site& site, const PresetLibrary& library, const std::string* feed) {
    Size largest;
    for (const SiteDisplay& each : site.displays)
        if (feed == nullptr || feed_of(site, each) == *feed)
            for (const Region& region : library.display(each.preset).pictures)
                if (region.area.width > largest.width) largest = region.area.size();
    return largest;
}

std::multimap<std::string, std::string> subtitled_displays(const Site& site) {
    std::multimap<std::string, std::string> displays;
    for (const SiteDisplay& each : site.displays)
        if (std::ranges::any_of(site.outputs, [&each](const SiteOutput& output) {
                return output.display == each.name && !output.subtitles.empty();
            }))
            displays.emplace(feed_of(site, each), each.name);
    return displays;
}

Time local_now(const Site& site) {
    return wall_now() + std::chrono::minutes(site.utc_minutes);
}

bool wears_the_same(const Site& one, const Site& other) {
    const auto same_field = [](const SiteField& a, const SiteField& b) {
        return a.name == b.name && a.value == b.value;
    };
    return std::ranges::equal(one.fields, other.fields, same_field) &&
           std::ranges::equal(one.displays, other.displays, {}, &SiteDisplay::programme, &SiteDisplay::programme);
}

std::map<std::string, Display> displays_of(const Site& site, const PresetLibrary& library) {
    std::map<std::string, Display> displays;
    for (const SiteDisplay& each : site.displays) displays[each.name] = library.display(each.preset);
    return displays;
}

namespace {

void check_there(const Site& site, const fs::path& file, Problems& problems) {
    if (!file.empty() && source_named_by(file).empty() && !fs::exists(file))
        problems.push_back(message("{}: {} is not there.", site.file.filename().string(), file.string()));
}

void check_files(const Site& site, Problems& problems) {
    for (const auto* list : {&site.loop, &site.fillers})
        for (const fs::path& each : *list) check_there(site, each, problems);
    for (const fs::path* each : {&site.standby, &site.phrases, &site.days}) check_there(site, *each, problems);
}

}  // namespace

void check_in_use(const Site& site, const std::vector<fs::path>& presets, const std::map<std::string, Display>& running,
                  Problems& problems) {
    check_files(site, problems);
    if (problems.empty() && !site.phrases.empty()) static_cast<void>(PhraseBank::read(site.phrases, problems));
    std::vector<Site> all{site};
    for (const SiteMode& each : site.modes) check_files(all.emplace_back(in_mode(site, each.name)), problems);
    try {
        const PresetLibrary library(presets);
        for (const auto& [name, display] : displays_of(site, library)) {
            const Display& now = running.at(name);
            if (display.canvas != now.canvas || display.frame != now.frame || !(display.rate == now.rate))
                problems.push_back(
                    message("{}: the preset of the display {} has another size or rate than the one that "
                            "runs. Start the site anew.",
                            site.file.filename().string(), name));
        }
        for (const Site& each : all)
            for (const MixerDisplay& display : mixer_settings(each, presets, {}).displays)
                static_cast<void>(dress_for_air(display.screen, library));
    } catch (const Error& error) {
        problems.push_back(error.message());
    }
}

}  // namespace gatecast
