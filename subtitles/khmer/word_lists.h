// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader of Khmer knows that no dictionary says: words whose halves are words too and that are still read as
// one, words that lean on the next or on the one before. Lists, words apart by white space.
#pragma once

#include <string_view>

namespace gatecast::khmer {

/// Compounds, names of places, loans: a line may end inside only if nothing else fits.
extern const std::u32string_view kKeptTogether;
/// Prepositions, auxiliaries, nominal prefixes, titles: better not the last of a line.
extern const std::u32string_view kLeansOnNext;
/// Demonstratives, final particles, bound endings: better not the first of a line.
extern const std::u32string_view kLeansOnPrevious;

}  // namespace gatecast::khmer
