// SPDX-License-Identifier: GPL-3.0-or-later
// How large text must be on a screen: by the style, by an LED wall's pitch and the distance it is read from, by the law
// that keeps foreign text smaller on public boards. Called while a layout is planned, and by checks.
#pragma once

#include <span>
#include <vector>

#include "presets/legibility.h"
#include "subtitles/screen.h"

namespace gatecast {

/// Em of a band's Latin text in pixels (Khmer is sized to it), and the least that the screen can be read at.
struct BandSize {
    double latin_em_px = 0;
    double least_em_px = 0;  // 0: the screen asks for none
};

/// Least height of the Latin x or of KA; 0 where the screen is no LED wall.
[[nodiscard]] double least_letter_px(const Style& style, const Screen& screen);

/// One for each of `bands`, which stand in the style's order: the first is the one others are measured by.
[[nodiscard]] std::vector<BandSize> band_sizes(const Style& style, const Screen& screen,
                                               std::span<const BandStyle> bands, const FontHeights& heights);

}  // namespace gatecast
