// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a text list as UTF-8 with '\n' line ends. Used by the front door of day lists.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/playlist/lists/row_report.h"

namespace gatecast {

/// `encoding`: a name of encoding.h, or empty: found out. Nothing, and a problem, where that cannot be.
[[nodiscard]] std::optional<std::string> text_of_list(std::string_view bytes, const std::string& encoding,
                                                      RowReport& report);

}  // namespace gatecast
