// SPDX-License-Identifier: GPL-3.0-or-later
// Who stands where on one display: a programme's graphics after those that yield have moved, the room that is left to
// subtitles, and what still clashes. Called while planning a render, by `check` and by previews. Pure.
#pragma once

#include <vector>

#include "presets/display.h"
#include "presets/programme.h"
#include "presets/style.h"

namespace gatecast {

struct Clash {
    std::string graphic;  // name
    std::string other;    // name of another graphic; empty: the subtitles, the edge of the screen, or a rule
    bool stops = false;   // shown so, something could not be read; else it is only not good
    Message message;      // in full: what, where, what to do
    bool advice = false;  // nothing is wrong, but whoever answers for the screen should know
};

struct Arrangement {
    std::vector<Graphic> graphics;  // those that have something to show, by z, at their places
    std::vector<Rect> keep_out;     // areas that subtitles stay clear of
    std::vector<Clash> clashes;
};

/// `languages` of the subtitles that will be shown; none: there are no subtitles, and nothing yields to them.
/// `with_logo`: something stands in the display's logo area.
[[nodiscard]] Arrangement arrange(const Display& display, const Programme& programme, const Style& style,
                                  const std::vector<std::string>& languages, bool with_logo);

/// What boards that the public reads must keep to: sizes of text by language, advertising.
[[nodiscard]] std::vector<Clash> check_public_board(const Display& display, const Programme& programme,
                                                    const Style& style);

}  // namespace gatecast
