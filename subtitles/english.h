// SPDX-License-Identifier: GPL-3.0-or-later
// The commonest words of English, enough to know a sentence by. Called where languages are told apart.
#pragma once

#include <string_view>

namespace gatecast {

/// Of a word in lower case.
[[nodiscard]] bool is_common_english(std::u32string_view word);

}  // namespace gatecast
