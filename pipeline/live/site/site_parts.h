// SPDX-License-Identifier: GPL-3.0-or-later
// What the site process makes of its file for its other parts. Values; its one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/live/descriptor.h"
#include "pipeline/live/site/site_file.h"
#include "pipeline/live/site/site_state.h"

namespace gatecast {

/// With published days each display has files of its own; else all show the same.
[[nodiscard]] const std::string& feed_of(const Site& site, const SiteDisplay& display);

[[nodiscard]] std::map<std::string, std::vector<std::string>> displays_by_feed(const Site& site);

/// The state folder is one process's at a time. Throws Error where it is another one's.
[[nodiscard]] Descriptor lock_state(const std::filesystem::path& state);

[[nodiscard]] MixerSettings mixer_settings(const Site& site, const std::vector<std::filesystem::path>& presets,
                                           const SiteEpoch& epoch);

/// The largest that anything of this feed, or of any, is shown in.
[[nodiscard]] Size largest_region(const Site& site, const PresetLibrary& library, const std::string* feed = nullptr);

/// Those with an output that carries soft subtitles, by their feeds.
[[nodiscard]] std::multimap<std::string, std::string> subtitled_displays(const Site& site);

/// By the place's own clock.
[[nodiscard]] Time local_now(const Site& site);

/// The same graphics with the same words.
[[nodiscard]] bool wears_the_same(const Site& one, const Site& other);

/// The presets of its displays, by name. Throws Error.
[[nodiscard]] std::map<std::string, Display> displays_of(const Site& site, const PresetLibrary& library);

/// Whether a changed file can be taken over with all its modes: files, phrases, graphics, and displays as they run.
void check_in_use(const Site& site, const std::vector<std::filesystem::path>& presets,
                  const std::map<std::string, Display>& running, Problems& problems);

}  // namespace gatecast
