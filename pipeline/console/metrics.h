// SPDX-License-Identifier: GPL-3.0-or-later
// A site's state as text for Prometheus: base units, counters end in _total. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace gatecast {

/// `status`: the desk's answer to the order of that name.
[[nodiscard]] std::string metrics_of(const nlohmann::json& status);

/// Whether every display gets pictures: the mixer's grid is there and each display's encoder is at work.
[[nodiscard]] bool is_ready(const nlohmann::json& status);

}  // namespace gatecast
