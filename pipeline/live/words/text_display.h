// SPDX-License-Identifier: GPL-3.0-or-later
// A display of a site as a text process sees it: what its words look like and where they may stand. Made once while
// the process starts.
#pragma once

#include <string>
#include <vector>

#include "pipeline/live/mixer/mixer.h"
#include "subtitles/subtitles.h"

namespace gatecast {

struct TextDisplay {
    std::string name;  // of the site's
    std::string feed;
    std::vector<std::string> languages;  // that it shows; empty: all that there are
    Display display;
    Style style;
    Screen screen;

    [[nodiscard]] bool shows(const std::string& language) const;
};

/// Throws Error where a preset cannot be used.
[[nodiscard]] std::vector<TextDisplay> text_displays(const MixerSettings& settings);

}  // namespace gatecast
