// SPDX-License-Identifier: GPL-3.0-or-later
// What a display gives of its picture and its sound: all of it within its hours, outside them black that is meant, or
// the standby picture, and no sound. Told by the site process, obeyed by the mixer. Values.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "filters/geometry.h"

namespace gatecast {

struct SiteDisplay;

enum class Rest : uint8_t { kNone, kBlack, kStandby };  // what is shown in place of the programme

struct DisplayAir {
    Rest rest = Rest::kNone;
    float volume = 1;
    [[nodiscard]] bool operator==(const DisplayAir&) const = default;
};

/// "05:30"; nothing: it is no time of the day. "24:00" is the end of it.
[[nodiscard]] std::optional<int> minute_of_day(const std::string& text);

/// At a moment of the place's own clock, since the epoch.
[[nodiscard]] DisplayAir air_of(const SiteDisplay& display, Time local);

[[nodiscard]] nlohmann::json to_json(const DisplayAir& air);
[[nodiscard]] DisplayAir display_air_from(const nlohmann::json& json);

}  // namespace gatecast
