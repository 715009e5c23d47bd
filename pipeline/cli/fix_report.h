// SPDX-License-Identifier: GPL-3.0-or-later
// Corrected copies of all cue files of a check, and what was changed in them. Called by `gatecast check --fix`.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/cli/check_cues.h"
#include "pipeline/cli/console.h"

namespace gatecast {

/// Files that had something to correct are replaced in `sets` by their copies; what was changed is said, and added to
/// `fixes` for --json.
void fix_cue_sets(const std::string& target, std::vector<CueSet>& sets,
                  const std::map<std::filesystem::path, Clip>& clips, Console& console, nlohmann::json& fixes);

}  // namespace gatecast
