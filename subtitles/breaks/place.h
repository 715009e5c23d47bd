// SPDX-License-Identifier: GPL-3.0-or-later
// A place between two code points while a text's breaks are being found: what each rule has made of it so far. Shared
// by breaks.cpp and the rules it applies in order; nobody else needs it.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "subtitles/breaks/breaks.h"

namespace gatecast {

/// What a break costs beside balance, which is (width - mean)²/max²: 0.05 is worth 11 code points of 49. From 1 on the
/// costs are apart by so much that any number of a better kind goes before one of a worse.
namespace break_penalty {
inline constexpr float kNone = 0;
inline constexpr float kPause = 0.02F;
inline constexpr float kAuthor = 0.03F;
inline constexpr float kSpace = 0.1F;
inline constexpr float kLeaning = 0.2F;      // behind a preposition, before a demonstrative
inline constexpr float kDiscouraged = 0.6F;  // article | noun: only against much worse balance
inline constexpr float kOneSource = 1;
inline constexpr float kCompound = 4;
inline constexpr float kSyllable = 16;
inline constexpr float kCluster = 64;  // inside a Latin word
inline constexpr float kGlued = 1024;  // NBSP, number and unit, before a closing sign
inline constexpr float kNever = std::numeric_limits<float>::infinity();
}  // namespace break_penalty

struct Place {
    float penalty = break_penalty::kNever;
    BreakKind kind = BreakKind::kSyllable;
    float score = 0;

    void allow(BreakKind as, float cost, float with_score = 0) { *this = {cost, as, with_score}; }
    /// Keeps what is before and behind together unless nothing else fits.
    void glue() {
        if (std::isfinite(penalty)) penalty = std::max(penalty, break_penalty::kGlued);
    }
    void discourage(float by) {
        if (penalty < 1) penalty = std::min(penalty + by, 0.99F);
    }
};

/// places[n] is before code point n.
using Places = std::vector<Place>;

/// Spaces that are not drawn at a line's end. NBSP and its kin are none.
[[nodiscard]] constexpr bool is_break_space(char32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == 0x200B || c == 0x1680 || (c >= 0x2000 && c <= 0x2006) ||
           (c >= 0x2008 && c <= 0x200A) || c == 0x205F || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

}  // namespace gatecast
