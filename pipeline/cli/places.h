// SPDX-License-Identifier: GPL-3.0-or-later
// Where the program finds its own files, installed or in the tree it was built in. Called while setting up.
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/cli/options.h"
#include "presets/library.h"

namespace gatecast {

/// Directories that may hold translations: beside the program as built, as installed relative to it, as configured.
[[nodiscard]] std::vector<std::filesystem::path> locale_directories();

/// The presets' directories in order of precedence: --presets, GATECAST_PRESETS, the user's own, ours.
[[nodiscard]] std::vector<std::filesystem::path> preset_directories(const std::vector<std::string>& given);

/// The presets as a command sees them; its table of options holds kPresetsOption.
inline constexpr Option kPresetsOption{"presets", N_("DIR"), N_("look for presets here first; may be repeated")};
[[nodiscard]] PresetLibrary open_presets(const Options& options);

}  // namespace gatecast
