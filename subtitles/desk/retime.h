// SPDX-License-Identifier: GPL-3.0-or-later
// A track at other times: shifted, or stretched by two points or by frame rates. Called by `gatecast subs shift` and
// `stretch`; untimed cues stay as they are.
#pragma once

#include "subtitles/cue.h"

namespace gatecast::desk {

/// Every cue `by` later (earlier where negative). Cues that then begin before 0 are reported, not cut.
[[nodiscard]] Track shifted(Track track, Time by);

/// A straight line through two moments: what was at from1 comes at to1, what was at from2 at to2.
struct TwoPoints {
    Time from1{0};
    Time to1{0};
    Time from2{0};
    Time to2{0};
};
/// Throws Error where the points are the same moment, or would turn time round.
[[nodiscard]] Track stretched(Track track, const TwoPoints& points);

/// For pictures played frame by frame at another rate: 25 -> 24000/1001 makes everything later. Throws Error for rates
/// that are none.
[[nodiscard]] Track stretched(Track track, Rational from, Rational to);

}  // namespace gatecast::desk
