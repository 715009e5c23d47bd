// SPDX-License-Identifier: GPL-3.0-or-later
// Times of cues that are wrong in a way that has one right answer. Used by the corrected copy.
#pragma once

#include <vector>

#include "pipeline/cli/fix_cues.h"

namespace gatecast {

/// Start and end that stand in each other's place, where the cue then fits between its neighbours. `written` holds the
/// cues as they stand in the file.
void turn_round(Track& track, const std::vector<Cue>& written, std::vector<Correction>& corrections);

/// Overlaps of one or two frames, and gaps of less than two, become gaps of two frames.
void open_gaps(Track& track, Rational rate, std::vector<Correction>& corrections);

}  // namespace gatecast
