// SPDX-License-Identifier: GPL-3.0-or-later
// What layout has to say about a cue, as problems. Used by showings.cpp.
#pragma once

#include <vector>

#include "subtitles/layout/layout.h"

namespace gatecast {

[[nodiscard]] Problem problem_of(Step step, const Track& track, int cue);
[[nodiscard]] Problem moved_problem(const Track& track, int cue);
[[nodiscard]] Problem no_place_problem(const Track& track, int cue);
[[nodiscard]] Problem colour_problem(const Track& track, int cue);
[[nodiscard]] Problem left_out_problem(const Track& track, int count);
void say_faults(const MeasuredText& text, const Track& track, int cue, std::vector<Problem>& problems);

/// For text on an LED wall: pure red and blue are.
[[nodiscard]] bool is_too_dark(const Rgb& colour);

}  // namespace gatecast
