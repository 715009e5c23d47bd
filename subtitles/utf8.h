// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 and code points, offsets kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

[[nodiscard]] bool is_utf8(std::string_view bytes);
/// A byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string to_utf32(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& to, char32_t c);
/// The code point at byte `at`, which moves behind it.
[[nodiscard]] char32_t next_code_point(std::string_view utf8, size_t& at);

/// Code points with the byte each begins at; offsets has one more entry than text: the length in bytes.
struct CodePoints {
    std::u32string text;
    std::vector<size_t> offsets;
};
[[nodiscard]] CodePoints code_points(std::string_view utf8);

}  // namespace gatecast
