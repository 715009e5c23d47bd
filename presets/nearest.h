// SPDX-License-Identifier: GPL-3.0-or-later
// The word somebody probably meant, for "did you mean". Called while reading presets and command lines.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gatecast {

/// The candidate fewest edits away from `word`, or an empty string when none is near enough to be meant.
[[nodiscard]] std::string nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace gatecast
