// SPDX-License-Identifier: GPL-3.0-or-later
// Languages as people write them: BCP 47 tags, and "vn", "anh", "khmer", "campuchia" for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gatecast {

/// "kh" -> "km", "VN" -> "vi", "eng" -> "en", "Khmer" -> "km", "tiếng Anh" -> "en"; a well-formed tag stays itself.
/// Empty: not a language.
[[nodiscard]] std::string language_tag(std::string_view written);

/// The language a file's name claims, by its last word or by one in brackets: "clip.vi.srt", "clip_kh.ass",
/// "phim (khmer).docx" -> "vi", "km", "km". Empty: none; "hinh-anh.mp4" is a picture, not English.
[[nodiscard]] std::string language_in_name(std::string_view file_name);

/// The language a text is written in, by its script, marks and words: "vi", "en", "km". Empty: undecided, or another.
[[nodiscard]] std::string language_of_text(std::string_view text);

enum class Script : uint8_t { kCommon, kLatin, kKhmer, kOther };
[[nodiscard]] Script script_of(char32_t c);
/// What the language is written in, by its tag ("cmo-Khmr" is Khmer).
[[nodiscard]] Script script_of_language(std::string_view tag);

}  // namespace gatecast
