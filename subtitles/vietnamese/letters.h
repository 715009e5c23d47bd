// SPDX-License-Identifier: GPL-3.0-or-later
// Vietnamese letters: their case, and their forms without marks. Used where words are compared.
#pragma once

#include <string>
#include <string_view>

namespace gatecast::vietnamese {

/// A lower-case letter without its marks: "ệ" -> "e", "đ" -> "d". Others as they are.
[[nodiscard]] char32_t bare(char32_t c);
/// Composed and in lower case.
[[nodiscard]] std::string lower(std::string_view text);
/// Whether `written` (from lower()) is `word`, its marks there or left out, letter by letter: "tieng viet" is "tiếng
/// việt", "viết" is not.
[[nodiscard]] bool written_as(std::string_view written, std::string_view word);
/// How many bytes of `written` are `word` so; npos: it does not begin with it.
[[nodiscard]] size_t length_written_as(std::string_view written, std::string_view word);

}  // namespace gatecast::vietnamese
