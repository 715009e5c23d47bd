// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/site_change.h"

#include <algorithm>
#include <tuple>

namespace gatecast {

namespace {

auto parts_of(const SiteLiveSubtitles& each) {
    return std::tie(each.name, each.language, each.file, each.seconds, each.display);
}

auto parts_of(const SiteAlert& each) {
    return std::tie(each.way, each.to, each.program, each.level, each.every_s);
}

/// What the mixer was built with.
auto parts_of(const SiteDisplay& each) {
    return std::tie(each.name, each.preset, each.encode, each.bitrate, each.ladder, each.languages, each.encoder);
}

template <typename Item>
bool same(const std::vector<Item>& now, const std::vector<Item>& next) {
    return std::ranges::equal(now, next, [](const Item& a, const Item& b) { return parts_of(a) == parts_of(b); });
}

bool has_soft_subtitles(const Site& site, const SiteDisplay& display) {
    return std::ranges::any_of(site.outputs, [&display](const SiteOutput& each) {
        return each.display == display.name && !each.subtitles.empty();
    });
}

}  // namespace

std::optional<Message> why_not_while_running(const Site& now, const Site& next) {
    const auto refuse = [&next](const char* what) {
        return message(
            "{}: {} cannot change while the site runs. Undo it, or start the site anew: gatecast ctl shutdown, "
            "then gatecast live.",
            next.file.filename().string(), what);
    };
    if (now.state != next.state) return refuse("state");
    if (!(now.rate.reduced() == next.rate.reduced())) return refuse("rate");
    if (now.utc_minutes != next.utc_minutes) return refuse("utc_minutes");
    if (now.counter != next.counter) return refuse("counter");
    if (now.require_approved != next.require_approved || now.approvals != next.approvals) return refuse("approvals");
    if (now.as_run != next.as_run) return refuse("as_run");
    if (now.days.empty() != next.days.empty()) return refuse("days in place of a loop");
    if (!same(now.alerts, next.alerts)) return refuse("alert");
    if (!same(now.live_subtitles, next.live_subtitles)) return refuse("live_subtitles");
    if (!same(now.displays, next.displays)) return refuse("name, preset, encode or size of a display");
    for (const SiteDisplay& each : now.displays) {
        if (screens_of(now, each).empty() != screens_of(next, each).empty()) return refuse("a screen of this machine");
        if (has_soft_subtitles(now, each) != has_soft_subtitles(next, each)) return refuse("subtitles of an output");
    }
    return {};
}

}  // namespace gatecast
