// SPDX-License-Identifier: GPL-3.0-or-later
// The [[graphic]] tables of displays and programmes. A table changes only what it speaks of: in a preset that builds on
// another those of the other's graphic of its name, in a programme those of the display's. Called by their tables of
// options.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "presets/graphic.h"
#include "presets/option_table.h"

namespace gatecast {

/// What graphics are laid over.
struct GraphicGround {
    Bounds bounds;
    std::vector<Graphic> graphics;  // a display's, under a programme's
    std::string display;            // its name, for complaints
    bool known = true;              // false: a programme is checked that may stand on any display
};

/// The ground's graphics as the layers' tables change them, then those that only the layers have.
[[nodiscard]] std::vector<Graphic> read_graphics(const Layers& layers, const GraphicGround& ground, Problems& problems);

/// Names of the graphics that the layers speak of.
[[nodiscard]] std::vector<std::string> graphic_names(const Layers& layers);

[[nodiscard]] std::string show_graphics(const std::vector<Graphic>& graphics);
/// The keys of a table, for people who write one.
void show_graphic_keys(std::vector<ShownOption>& shown);

[[nodiscard]] std::string graphic_kind_name(GraphicKind kind);

/// One option of a graphic and the kinds that have a use for it, as bits.
struct GraphicRow {
    OptionRow<Graphic> option;
    unsigned kinds;
};
/// The one table of all kinds.
[[nodiscard]] std::span<const GraphicRow> graphic_rows();

/// What no single key can know. `layers` are those of this one graphic.
void check_graphic(const Graphic& graphic, const Layers& layers, Problems& problems);

}  // namespace gatecast
