// SPDX-License-Identifier: GPL-3.0-or-later
// The site process, `gatecast live SITE.toml`: starts the mixer, the outputs and the decks, and starts them again. It
// touches no media, so that it can hardly die; when it does, the mixer and what is on go on without it, and the next
// one adopts them. One thread and a poll.
#pragma once

#include <functional>

#include "pipeline/live/site/site_file.h"
#include "presets/library.h"

namespace gatecast {

struct SiteTools {
    std::vector<std::filesystem::path> presets;
    std::function<void(const nlohmann::json& event)> say;  // for people who watch
    bool (*stop)() = nullptr;
    bool (*reload)() = nullptr;  // the site's file has changed: asked once for each change
};

/// Until it is stopped or ordered to shut down. Throws Error where the site cannot be set up.
void run_site(const Site& site, const SiteTools& tools);

/// Where `gatecast ctl` finds a site.
[[nodiscard]] std::filesystem::path desk_socket(const std::filesystem::path& state);

}  // namespace gatecast
