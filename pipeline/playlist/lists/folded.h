// SPDX-License-Identifier: GPL-3.0-or-later
// Words and file names as they are compared: composed (NFC), in small letters, blanks once. Plain functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

[[nodiscard]] std::string folded(std::string_view text);
/// The same without Vietnamese marks: "Cửa khẩu" -> "cua khau".
[[nodiscard]] std::string folded_bare(std::string_view text);

/// Letters, digits and '-' of a title: "Bản tin sáng" -> "ban-tin-sang". May be empty: Khmer has none.
[[nodiscard]] std::string slug_of(std::string_view text);

/// Trimmed; empty parts are left out.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text, std::string_view separators);

}  // namespace gatecast
