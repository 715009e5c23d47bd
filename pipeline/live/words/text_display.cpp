// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/words/text_display.h"

#include <algorithm>

#include "pipeline/scene/words/text_screen.h"

namespace gatecast {

bool TextDisplay::shows(const std::string& language) const {
    return languages.empty() || std::ranges::find(languages, language) != languages.end();
}

std::vector<TextDisplay> text_displays(const MixerSettings& settings) {
    const PresetLibrary library(settings.presets);
    std::vector<TextDisplay> displays;
    for (const MixerDisplay& each : settings.displays) {
        const LiveDress dress = dress_for_air(each.screen, library);
        displays.push_back({each.name, each.feed, each.screen.languages, dress.display, dress.style,
                            text_screen(dress.display, dress.arrangement.keep_out)});
    }
    return displays;
}

}  // namespace gatecast
