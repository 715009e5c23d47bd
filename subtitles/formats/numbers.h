// SPDX-License-Identifier: GPL-3.0-or-later
// Decimal numbers and per cents as formats write them, bounded so that arithmetic with them is safe.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

#include "subtitles/formats/lines.h"

namespace gatecast {

/// The number at the front of `text` ("12.5px" is 12.5); nothing: none, or beyond a thousand million.
[[nodiscard]] inline std::optional<double> read_decimal(std::string_view text) {
    constexpr double kLimit = 1e9;
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !(value > -kLimit && value < kLimit)) return std::nullopt;
    return value;
}

/// "12.5%" is 12.5.
[[nodiscard]] inline std::optional<double> read_percent(std::string_view text) {
    text = trimmed(text);
    return text.ends_with('%') ? read_decimal(text) : std::nullopt;
}

}  // namespace gatecast
