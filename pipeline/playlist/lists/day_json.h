// SPDX-License-Identifier: GPL-3.0-or-later
// A day as JSON, for what programs of ours tell each other: every field but where things lie on this machine's own
// disk. Used by published days.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "pipeline/playlist/day.h"

namespace gatecast {

[[nodiscard]] nlohmann::json json_of(const Day& day);
/// Throws nlohmann::json::exception for what is no such day.
[[nodiscard]] Day day_from_json(const nlohmann::json& value);

}  // namespace gatecast
