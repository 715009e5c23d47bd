// SPDX-License-Identifier: GPL-3.0-or-later
// The word lists as something that runs of syllables are asked about: which boundaries are inside a compound, which
// words lean over one. Used by WordFinder.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "subtitles/khmer/boundary_model.h"

namespace gatecast::khmer {

class Lexicon {
public:
    Lexicon();

    /// What is said of the boundary before a syllable.
    struct Verdict {
        bool inside_compound = false;
        bool leans = false;
    };
    /// `likely[n]`: words may well meet before syllable n. One verdict a syllable; the first's means nothing.
    [[nodiscard]] std::vector<Verdict> judge(const SyllableRun& run, const std::vector<uint8_t>& likely) const;

private:
    struct Words {
        std::vector<uint16_t> slots;
        std::vector<uint16_t> beginnings;  // their first two syllables
        size_t longest = 0;                // in syllables

        explicit Words(std::u32string_view list);
        /// Lengths in syllables of its words that begin at n.
        template <typename Use>
        void each_from(const SyllableRun& run, size_t n, Use use) const;
    };
    Words kept_together_;
    Words leans_on_next_;
    Words leans_on_previous_;
};

}  // namespace gatecast::khmer
