// SPDX-License-Identifier: GPL-3.0-or-later
// Dates and times of day in words and figures of the three languages. Pure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "presets/graphic.h"

namespace gatecast {

/// "Thứ sáu, ngày 20 tháng 11 năm 2026", "Friday, 20 November 2026", in Khmer with its weekday, month and figures.
[[nodiscard]] std::string date_in_words(std::chrono::year_month_day date, std::string_view language);

/// `digits` in the figures asked for.
[[nodiscard]] std::string in_numerals(std::string_view digits, Numerals numerals);

}  // namespace gatecast
