// SPDX-License-Identifier: GPL-3.0-or-later
// How messages about graphics name places and presets. Used by the arrangement and the rules for boards. Pure.
#pragma once

#include <string>

#include "presets/display.h"
#include "presets/programme.h"

namespace gatecast {

/// "1440 × 72 px (0, 648)": size and upper left corner.
[[nodiscard]] std::string in_words(const Rect& area);

/// The file in which the place of a graphic is written: the display's, unless the programme says another.
[[nodiscard]] std::string file_of(const Graphic& graphic, const Display& display, const Programme& programme);

/// A picture says nothing that could be covered or too small.
[[nodiscard]] bool carries_words(const Graphic& graphic);

}  // namespace gatecast
