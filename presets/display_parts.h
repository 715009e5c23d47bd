// SPDX-License-Identifier: GPL-3.0-or-later
// The lists a display preset holds: [[picture]], [[panel]], [[brightness]]. Called by the display's table of options.
#pragma once

#include <string>
#include <vector>

#include "presets/display.h"
#include "presets/option_table.h"

namespace gatecast {

void set_regions(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems);
void set_panels(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems);
void set_brightness(Display& display, const NodeList& list, const Bounds& bounds, Problems& problems);

[[nodiscard]] std::string show_regions(const Display& display);
[[nodiscard]] std::string show_panels(const Display& display);
[[nodiscard]] std::string show_brightness(const Display& display);

/// The keys of each list's tables.
void show_part_keys(std::vector<ShownOption>& shown);

/// What goes across the tables of a list.
void check_parts(const Display& display, const Layers& layers, Problems& problems);

}  // namespace gatecast
