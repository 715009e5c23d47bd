// SPDX-License-Identifier: GPL-3.0-or-later
// A table on the terminal: columns as wide as what stands in them, marks above and below letters counted as nothing.
// Called by the commands that list something.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/cli/console.h"

namespace gatecast {

/// In places of a terminal.
[[nodiscard]] size_t shown_width(std::string_view utf8);

/// The first row is the head. The last column is as long as it is.
void print_table(const std::vector<std::vector<std::string>>& rows, Console& console);

}  // namespace gatecast
