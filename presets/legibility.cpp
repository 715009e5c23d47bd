// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/legibility.h"

#include <algorithm>

namespace gatecast {

double least_letter_px(const Style& style, double pitch_mm, double distance_m) {
    return std::max(style.millimetres_per_metre * distance_m / pitch_mm, 1.0);
}

double letter_height(const Style& style, bool khmer, const FontHeights& heights) {
    return heights.x * (khmer ? style.khmer_to_latin : 1);
}

double least_em_px(const Style& style, bool khmer, double letter_px, const FontHeights& heights) {
    const double by_distance = letter_px / letter_height(style, khmer, heights);
    if (!khmer) return std::max(style.latin_floor_px, by_distance);
    // The floor is one of the Khmer font's own em.
    return std::max(style.khmer_floor_px * heights.ka / letter_height(style, khmer, heights), by_distance);
}

}  // namespace gatecast
