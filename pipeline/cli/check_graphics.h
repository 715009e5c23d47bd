// SPDX-License-Identifier: GPL-3.0-or-later
// A programme's graphics tried on screens: who covers whom, what subtitles have no room, what cannot be read, what
// boards may not show. Called by `gatecast check` on presets of programmes and displays.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/cli/check_report.h"
#include "pipeline/scene/places/arrangement.h"
#include "presets/library.h"

namespace gatecast {

struct GraphicsCheck {
    std::filesystem::path preset;        // of a programme, or of a display: its own graphics, on itself
    std::vector<std::string> displays;   // for a programme
    std::string style;                   // empty: each display's own
    std::vector<std::string> languages;  // of the subtitles that will be shown
};

/// One thing that is wrong, on all screens where it is.
struct GraphicsFinding {
    Clash clash;  // as it is on the first of them
    struct Place {
        std::string display;
        Message message;
    };
    std::vector<Place> places;
};

/// Nothing for other presets. Throws Error as reading presets does, and where a font is missing.
[[nodiscard]] std::vector<GraphicsFinding> check_graphics(const GraphicsCheck& check, const PresetLibrary& library);

/// Each finding once, with its screens.
void tell(const std::vector<GraphicsFinding>& findings, const Console& console, Remarks& remarks);
[[nodiscard]] nlohmann::json to_json(const std::vector<GraphicsFinding>& findings, const Console& console);

}  // namespace gatecast
