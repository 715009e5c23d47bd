// SPDX-License-Identifier: GPL-3.0-or-later
// Where fonts come from on this machine. Called by whoever remembers what was drawn with them.
#pragma once

#include <filesystem>
#include <vector>

namespace gatecast {

/// Folders that fonts are found in, and the settings they are found by: as long as these stay as they are, so do fonts.
[[nodiscard]] std::vector<std::filesystem::path> font_places();

}  // namespace gatecast
