// SPDX-License-Identifier: GPL-3.0-or-later
// Where a graphic that gives way goes. Used by the arrangement. Pure.
#pragma once

#include <optional>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

/// The place nearest to `area`, of its size and even, that is inside `within` and `gap` pixels off everything in
/// `taken`: straight up or down if there is one, else sideways, else both. `area` itself, wherever it is, if it meets
/// nothing. Nothing: there is no such place.
[[nodiscard]] std::optional<Rect> nearest_free(const Rect& area, const std::vector<Rect>& taken, const Rect& within,
                                               int gap);

}  // namespace gatecast
