// SPDX-License-Identifier: GPL-3.0-or-later
// How much a text looks like the translation of another, without a dictionary: length, numbers, names, the mark at its
// end. Used by align and fill.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/desk/beads.h"

namespace gatecast::desk {

struct TextTraits {
    double length = 0;              // letters and digits; nothing of no width
    std::set<std::string> numbers;  // in Latin digits, grouped or not: "1250000"
    std::set<std::string> names;    // capitalised Latin words without marks; not the first of a sentence alone
    bool latin = false;             // has Latin letters: names may be looked for
    char ending = 0;                // '?', '!', '.' (also ។), or 0
};
[[nodiscard]] TextTraits traits_of(std::string_view text);

/// Of both tracks, ready to be compared bead by bead.
class Likeness {
public:
    Likeness(const std::vector<Cue>& a, const std::vector<Cue>& b);
    /// −log likelihood; only for beads that hold something of both.
    [[nodiscard]] double cost(const Bead& bead) const;
    /// Numbers that only one side holds.
    [[nodiscard]] bool numbers_differ(const Bead& bead) const;

private:
    std::vector<TextTraits> a_;
    std::vector<TextTraits> b_;
    double ratio_ = 1;  // letters of b for one of a
};

}  // namespace gatecast::desk
