// SPDX-License-Identifier: GPL-3.0-or-later
// Small things about text that presets need more than once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

/// Without the spaces at both ends.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// "a, b, c".
[[nodiscard]] inline std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace gatecast
