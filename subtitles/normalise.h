// SPDX-License-Identifier: GPL-3.0-or-later
// Text as it must be before it is shaped, searched or compared: Vietnamese composed (NFC, Windows-1258 forms too),
// Khmer in the order of its syllables, stray controls gone. Called once a cue, after reading.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

/// One change, for people who argue about it.
struct Rewriting {
    const char* rule;  // N_(): "vowel put behind the coeng"
    size_t from = 0;   // bytes of the author's text
    size_t until = 0;
    std::string before;
    std::string after;
};

struct Normalised {
    std::string text;
    std::vector<size_t> origin;  // for each byte of text, and its end: the byte of the author's text it came from
    std::vector<Rewriting> rewritings;
};

/// Idempotent. `language` decides nothing about Khmer letters, which are put in order in any text.
[[nodiscard]] Normalised normalise(std::string_view text, std::string_view language);
[[nodiscard]] std::string normalised(std::string_view text, std::string_view language);  // without the accounts

/// Where byte `of_author` of the author's text is in the normalised one; of what went or was joined, where the next is.
[[nodiscard]] size_t normalised_offset(const Normalised& normalised, size_t of_author);

/// As normalise(), and COENG DA written as COENG TA, which looks the same: for lists of words and pairs to test by.
/// Never for what is shown or exported.
[[nodiscard]] Normalised normalise_for_comparison(std::string_view text, std::string_view language);

/// For look-up only, never for what is shown: COENG DA and COENG TA look the same; zero-width characters go.
[[nodiscard]] std::string folded_for_lookup(std::string_view normalised_text);

}  // namespace gatecast
