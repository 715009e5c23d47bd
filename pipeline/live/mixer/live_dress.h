// SPDX-License-Identifier: GPL-3.0-or-later
// What a display of a site wears on the air: its preset, the style of its subtitles and where its graphics stand. Made
// alike by the mixer, which draws the graphics, and by the text processes, whose words keep clear of them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/scene/places/arrangement.h"
#include "presets/library.h"

namespace gatecast {

struct LiveDisplaySettings {
    std::string display;    // a preset
    std::string programme;  // its graphics; empty: the display's own
    Fields fields;          // for their words
    bool counter = false;
    std::vector<std::string> languages{};  // of its subtitles; empty: all that there are
};

struct LiveDress {
    Display display;
    Style style;
    Arrangement arrangement;
};

/// Throws Error where a preset cannot be used live.
[[nodiscard]] LiveDress dress_for_air(const LiveDisplaySettings& settings, const PresetLibrary& library);

}  // namespace gatecast
