// SPDX-License-Identifier: GPL-3.0-or-later
// Text typed for the Khmer fonts of before Unicode (Limon, ABC): Latin letters and signs that only those fonts draw as
// Khmer. Never converted here, only suspected.
#pragma once

#include <string_view>

namespace gatecast::khmer {

/// Whether most words could be nothing else: capitals, brackets and Icelandic letters inside words, no word of
/// Vietnamese, hardly one of English.
[[nodiscard]] bool looks_like_old_font(std::string_view utf8);

}  // namespace gatecast::khmer
