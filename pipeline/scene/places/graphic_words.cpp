// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/graphic_words.h"

#include <algorithm>

namespace gatecast {

std::string in_words(const Rect& area) {
    return fmt::format("{} × {} px ({}, {})", area.width, area.height, area.x, area.y);
}

std::string file_of(const Graphic& graphic, const Display& display, const Programme& programme) {
    const auto place = std::ranges::find(programme.graphics, graphic.name, &Graphic::name);
    const auto own = std::ranges::find(display.graphics, graphic.name, &Graphic::name);
    const bool of_display =
        own != display.graphics.end() && place != programme.graphics.end() && own->area == place->area;
    return of_display || programme.name.empty() ? "displays/" + display.name + ".toml"
                                                : "programmes/" + programme.name + ".toml";
}

bool carries_words(const Graphic& graphic) {
    return graphic.kind != GraphicKind::kImage && graphic.kind != GraphicKind::kSequence;
}

}  // namespace gatecast
