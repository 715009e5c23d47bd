// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/stage.h"

#include <limits>

#include "pipeline/scene/places/graphic_words.h"
#include "pipeline/scene/words/text_screen.h"
#include "subtitles/layout/layout.h"

namespace gatecast {

Stage::Stage(const Display& display, const Programme& programme, bool with_logo)
    : display_(display),
      programme_(programme),
      safe_(safe_area(text_screen(display))),
      with_logo_(with_logo && !display.logo_area.empty()) {}

Graphic Stage::logo() const {
    Graphic logo;
    logo.name = "logo";
    logo.area = display_.logo_area;
    return logo;
}

bool Stage::fills_screen(const Graphic& graphic) const {
    const bool may = graphic.kind == GraphicKind::kNotice || !carries_words(graphic);
    return may && contains(graphic.area, safe_);
}

std::vector<Graphic> Stage::standing(const std::vector<Graphic>& graphics) const {
    std::vector<Graphic> all;
    if (with_logo_) all.push_back(logo());
    for (const Graphic& graphic : graphics)
        if (!fills_screen(graphic)) all.push_back(graphic);
    return all;
}

std::string Stage::file_of(const Graphic& graphic) const {
    return gatecast::file_of(graphic, display_, programme_);
}

double end_of(const Graphic& graphic) {
    return graphic.until_s.value_or(std::numeric_limits<double>::infinity());
}

bool meet_in_time(const Graphic& a, const Graphic& b) {
    return a.from_s < end_of(b) && b.from_s < end_of(a);
}

bool meet(const Graphic& a, const Graphic& b) {
    return meet_in_time(a, b) && !intersection(a.area, b.area).empty();
}

std::vector<Rect> areas_of(const std::vector<Graphic>& graphics) {
    std::vector<Rect> areas;
    for (const Graphic& graphic : graphics) areas.push_back(graphic.area);
    return areas;
}

}  // namespace gatecast
