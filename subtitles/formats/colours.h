// SPDX-License-Identifier: GPL-3.0-or-later
// Colours as cue files write them. Used by the readers and writers of formats with colours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filters/colour.h"

namespace gatecast {

/// "#f80", "#ff8800", "#ff8800cc", "ff8800", "rgb(255, 136, 0)", "yellow". Nothing: not a colour.
[[nodiscard]] std::optional<Rgb> css_colour(std::string_view written);

struct AssColour {
    Rgb colour;
    int transparency = 0;  // 0 opaque .. 255
};
/// "&HAABBGGRR&", "&HBBGGRR", or the decimal of SSA.
[[nodiscard]] std::optional<AssColour> ass_colour(std::string_view written);

/// "#ff8800"
[[nodiscard]] std::string css_hex(const Rgb& colour);
/// "&H0088FF&"
[[nodiscard]] std::string ass_hex(const Rgb& colour);
/// The name a WebVTT reader knows without a style sheet, or null: "yellow".
[[nodiscard]] const char* webvtt_colour_name(const Rgb& colour);
[[nodiscard]] std::optional<Rgb> webvtt_colour(std::string_view name);

}  // namespace gatecast
