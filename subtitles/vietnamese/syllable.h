// SPDX-License-Identifier: GPL-3.0-or-later
// Which words Vietnamese can have: onset, rime and tone, and where the tone is written. Tells right readings of bytes
// from wrong ones, and Vietnamese from other languages.
#pragma once

#include <string_view>

namespace gatecast::vietnamese {

/// Whether a word in lower case, composed, is a Vietnamese syllable. Loose where spelling is ("hoà", "hòa"), and knows
/// the highland names of the border ("Krông", "Đăk").
[[nodiscard]] bool is_syllable(std::u32string_view word);

/// The same of a word typed without any marks: "cua", "khau".
[[nodiscard]] bool is_bare_syllable(std::u32string_view word);

/// Latin letters with the marks that only Vietnamese combines, or đ: ắ, ợ, đ; not é.
[[nodiscard]] bool is_typical(char32_t c);

}  // namespace gatecast::vietnamese
