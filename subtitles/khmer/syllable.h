// SPDX-License-Identifier: GPL-3.0-or-later
// Orthographic syllables of Khmer: the smallest piece that may ever be parted from its neighbours. Used by ordering,
// breaking, counting, itemising.
#pragma once

#include <string_view>
#include <vector>

namespace gatecast::khmer {

[[nodiscard]] constexpr bool is_khmer(char32_t c) {
    return (c >= 0x1780 && c <= 0x17FF) || (c >= 0x19E0 && c <= 0x19FF);
}
[[nodiscard]] constexpr bool is_base(char32_t c) {
    return c >= 0x1780 && c <= 0x17B3;
}
inline constexpr char32_t kCoeng = 0x17D2;
[[nodiscard]] constexpr bool is_digit(char32_t c) {
    return c >= 0x17E0 && c <= 0x17E9;
}
/// Never the first of a syllable: dependent vowels, signs, coeng, joiners, the repetition mark.
[[nodiscard]] constexpr bool continues_syllable(char32_t c) {
    return (c >= 0x17B4 && c <= 0x17D3) || c == 0x17DD || c == 0x200C || c == 0x200D || c == 0x17D7;
}

/// Where syllables begin, 0 first, the text's length last. What is not Khmer is one piece a code point.
[[nodiscard]] std::vector<size_t> syllable_starts(std::u32string_view text);

/// How many syllables are spoken: zero-width and marks without a base not counted.
[[nodiscard]] int count_syllables(std::u32string_view text);

}  // namespace gatecast::khmer
