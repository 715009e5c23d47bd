// SPDX-License-Identifier: GPL-3.0-or-later
// What readers of Vietnamese and English like of the spaces that a line could end at: words of two syllables and names
// stay together, articles with their nouns, a conjunction begins a line. Low weights: balance may outweigh them.
#pragma once

#include <string_view>
#include <vector>

#include "subtitles/breaks/place.h"

namespace gatecast {

class LatinPreferences {
public:
    LatinPreferences();
    /// `language` is a BCP 47 tag; what is neither Vietnamese nor English gets only what holds for names.
    void weigh(std::u32string_view text, std::string_view language, Places& places) const;

private:
    std::vector<std::u32string_view> two_syllables_;  // sorted: "biên giới"
};

/// Vietnamese words of two syllables, apart by commas.
extern const std::u32string_view kVietnameseWords;

}  // namespace gatecast
