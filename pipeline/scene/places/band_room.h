// SPDX-License-Identifier: GPL-3.0-or-later
// How much of a display the subtitles of some languages take, and how they do when graphics leave them less of it.
// Asked by the arrangement, which plans as the layout of cues will. One thread.
#pragma once

#include <string>
#include <vector>

#include "presets/display.h"
#include "subtitles/layout/layout.h"

namespace gatecast {

/// Languages that are on screen together.
struct BandPlan {
    std::vector<std::string> languages;  // in the order of their bands
    Plan plan;

    /// Where the bands stand when all of them are on.
    [[nodiscard]] Rect area() const;
};

class BandRoom {
public:
    /// `languages` in any order. A style that shows one a play has a plan for each.
    BandRoom(const Display& display, const Style& style, const std::vector<std::string>& languages);

    [[nodiscard]] std::vector<BandPlan> plans(const std::vector<Rect>& keep_out);
    /// The languages that have no room, not all of theirs, or none at a readable size, though they would if nothing
    /// was kept out.
    [[nodiscard]] std::vector<std::string> harmed(const std::vector<Rect>& keep_out);

private:
    const Display& display_;
    const Style& style_;
    FontSet fonts_;
    Typesetter typesetter_;
    std::vector<std::vector<std::string>> shown_together_;
    std::vector<BandPlan> undisturbed_;
};

}  // namespace gatecast
