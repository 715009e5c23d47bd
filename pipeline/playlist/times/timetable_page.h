// SPDX-License-Identifier: GPL-3.0-or-later
// A day drawn: an hour a line, colours by kind and by language, holes in red; and the page around it, which stands
// alone. Called by `gatecast day show`.
#pragma once

#include <span>
#include <string>

#include "pipeline/playlist/times/day_check.h"
#include "pipeline/playlist/times/timetable_rows.h"

namespace gatecast {

/// A drawing that stands alone.
[[nodiscard]] std::string timetable_svg(const DayView& view);

/// What is wrong first, then the drawing, the day in figures, and every row.
[[nodiscard]] std::string timetable_page(const DayView& view, std::span<const DayFinding> findings);

}  // namespace gatecast
