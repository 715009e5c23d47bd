// SPDX-License-Identifier: GPL-3.0-or-later
// A picture to set a screen up by: every pixel of its edge, its cabinets by number, circles that must be round, greys
// and colours, and words in three languages at the sizes that are read from near, far and farther. Made by `gatecast
// displays test-card`; rendered like any still, it shows on the wall itself.
#pragma once

#include "filters/image.h"
#include "presets/display.h"

namespace gatecast {

/// On the display's canvas, in its own pixels. Throws Error where a font is missing.
[[nodiscard]] Picture draw_test_card(const Display& display);

/// The distances that its words are for, in metres; in heights of the screen where its pixels have no known size.
[[nodiscard]] std::vector<double> test_card_distances(const Display& display);

}  // namespace gatecast
