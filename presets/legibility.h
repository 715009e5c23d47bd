// SPDX-License-Identifier: GPL-3.0-or-later
// How large letters must be to be read: by a wall's pitch, the distance and the rules of a style. What layout, checks
// and the design of displays all go by. Pure.
#pragma once

#include "presets/style.h"

namespace gatecast {

/// Heights of the fonts in use, in shares of the em.
struct FontHeights {
    double x = 0.536;   // Noto Sans
    double ka = 0.586;  // Noto Sans Khmer
};

/// Least height of the Latin x or of KA on a wall, in pixels.
[[nodiscard]] double least_letter_px(const Style& style, double pitch_mm, double distance_m);

/// Height of the letters a language is measured by, for each pixel of the Latin em beside it.
[[nodiscard]] double letter_height(const Style& style, bool khmer, const FontHeights& heights);

/// The least Latin em at which letters of `letter_px` are reached, and the style's floor for LED points is kept.
[[nodiscard]] double least_em_px(const Style& style, bool khmer, double letter_px, const FontHeights& heights);

}  // namespace gatecast
