// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a sequence shows. Called while a graphic is set up, and while planning, for keys.
#pragma once

#include <filesystem>
#include <vector>

#include "presets/graphic.h"

namespace gatecast {

/// Those there are, until a number is missing. Throws Error where there is none.
[[nodiscard]] std::vector<std::filesystem::path> sequence_files(const Graphic& graphic);

}  // namespace gatecast
