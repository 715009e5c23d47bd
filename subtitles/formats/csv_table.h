// SPDX-License-Identifier: GPL-3.0-or-later
// Text with commas, semicolons, tabs or bars as a table, whatever it is about: quotes with line ends inside, quotes
// that are never closed. Used by the readers of cue tables and of day lists.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "subtitles/formats/table.h"

namespace gatecast {

inline constexpr std::array kCsvSeparators{'\t', ';', ',', '|'};

/// A quote that is never closed must not swallow the rest of the file: it is text. `problems` may be null.
[[nodiscard]] Table parse_csv(std::string_view text, char separator, std::vector<Problem>* problems);

/// What Excel's own first line "sep=;" says; 0: there is none.
[[nodiscard]] char declared_separator(std::string_view text);

}  // namespace gatecast
