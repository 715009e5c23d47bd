// SPDX-License-Identifier: GPL-3.0-or-later
// Where graphics stand on a screen that is designed, and in which languages its letters leave them room. Called by
// design() only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

/// Least text that is read from afar: em of Latin text and height of a line.
struct LeastText {
    double latin_em_px = 0;
    double khmer_em_px = 0;

    [[nodiscard]] double line_px(std::string_view language) const;
    /// Lines of each of the languages, one under the other.
    [[nodiscard]] double height_px(const std::vector<std::string>& languages, int lines) const;
};

/// A line of text for each pixel of its Latin em, stacked marks and subscripts in it; measured in bold Noto Sans and
/// Noto Sans Khmer.
inline constexpr double kLatinLine = 1.30;
inline constexpr double kKhmerLine = 1.72;

/// In shares of the canvas.
struct Share {
    double x = 0, y = 0, width = 0, height = 0;
};

struct DesignedPlace {
    std::string name;
    Share area;
    std::vector<std::string> languages;  // those there is room for; none: it speaks none, or is too low
    std::vector<std::string> keys;       // further lines of its [[graphic]]
    bool hidden = false;                 // too low for a line of Vietnamese
    bool makes_own_words = false;        // clock, date and countdown wait for a programme
};

struct DesignedPlaces {
    Share logo;
    std::vector<DesignedPlace> places;
    bool ribbon = false;  // far wider than high: made for words
};

[[nodiscard]] DesignedPlaces design_places(Size canvas, const LeastText& least);

}  // namespace gatecast
