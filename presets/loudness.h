// SPDX-License-Identifier: GPL-3.0-or-later
// How loud an item may be, by where it is heard: ONE table. Called while planning and while measuring.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "filters/geometry.h"

namespace gatecast {

/// EBU R128 with the figures of one kind of screen; short items (advertisements, trailers) also by R128 s1.
struct LoudnessProfile {
    const char* name;
    const char* help;        // N_()
    double integrated_lufs;  // target
    double tolerance_lu;     // around it
    double max_true_peak_dbtp;
    double max_short_term_lufs;  // of items below short_item
    Time short_item;
};

[[nodiscard]] std::span<const LoudnessProfile> loudness_profiles();

/// Nothing for "none": the sound stays as it is. Throws Error for a name that isn't in the table.
[[nodiscard]] std::optional<LoudnessProfile> loudness_profile(std::string_view name);

/// "tv", "kiosk", "web", "none": what a preset may name.
[[nodiscard]] std::span<const char* const> loudness_names();

}  // namespace gatecast
