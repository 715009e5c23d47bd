// SPDX-License-Identifier: GPL-3.0-or-later
// A display preset for a screen that is only planned, or was just bought: from its pixels and how far people stand,
// what can be read on it, in how many languages, and where graphics have their places. Called by `gatecast displays
// design`.
#pragma once

#include <string>
#include <vector>

#include "presets/display.h"
#include "presets/message.h"

namespace gatecast {

/// Cabinets and their pixels, or the pixels of the whole.
struct DesignRequest {
    std::string name;  // of the preset; empty: "led-1440x720"
    int columns = 0, rows = 0;
    Size cabinet_px;
    Size pixels;
    double pitch_mm = 0;
    double nearest_m = 0, farthest_m = 0;  // where people stand
};

/// What text must be to be read from a distance.
struct TextNeed {
    std::string language;  // "vi", "en", "km"
    double distance_m = 0;
    double em_px = 0;      // of Latin text; Khmer is sized to it
    double letter_mm = 0;  // height of the x or of KA
    double line_px = 0;    // what a line of it takes
};

struct Design {
    Display display;  // as the preset reads
    std::string toml;
    std::vector<TextNeed> texts;      // from near and from far
    int languages_at_once = 0;        // of subtitles read from afar, a line each: 0 to 3
    int lines_at_once = 0;            // of Vietnamese subtitles read from afar
    double three_languages_to_m = 0;  // how far three languages, a line each, are read
    double one_language_to_m = 0;     // how far two lines of Vietnamese are read
    std::vector<Message> facts;       // the same in sentences
    std::vector<Message> advice;      // what will not go well, and what to do
};

/// Throws Error for a request that no screen can be.
[[nodiscard]] Design design(const DesignRequest& request);

}  // namespace gatecast
