// SPDX-License-Identifier: GPL-3.0-or-later
// One layer of a preset: what a file says, or a setting of the command line. Called by the library.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "presets/node.h"

namespace gatecast {

using Setting = std::pair<std::string, std::string>;  // "video.bitrate", "8M"

/// A preset's own file; paths in it start at the file.
[[nodiscard]] NodeTable read_preset(const std::filesystem::path& file, Problems& problems);

/// "video.bitrate" = "8M" as the table that a preset would hold.
[[nodiscard]] NodeTable table_of(const Setting& setting);

/// "ticker.words.vi" = "…" as a layer of its own: [[graphic]] name = "ticker", words.vi = "…". `names`: of the graphics
/// that there are.
[[nodiscard]] NodeTable graphic_layer(const Setting& setting, const std::vector<std::string>& names,
                                      Problems& problems);

}  // namespace gatecast
