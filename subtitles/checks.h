// SPDX-License-Identifier: GPL-3.0-or-later
// What a proofreader would object to, before a frame is made: reading speed, length, duration, gaps, overlap, drift
// between languages, the wrong language in a track, legacy fonts, what the layout could not do. Called by `check`.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "presets/style.h"
#include "subtitles/cue.h"

namespace gatecast {

/// Of one track by itself; problems are appended with their cue's index and line.
void check_track(const Track& track, const Style& style, Rational rate, std::vector<Problem>& problems);
/// Of the languages against each other: drift, cues without a partner. problems[i] belongs to tracks[i].
void check_together(std::span<const Track> tracks, const Style& style, std::vector<std::vector<Problem>>& problems);
/// Against the clip: cues behind its end.
void check_against_clip(const Track& track, Time clip_length, std::vector<Problem>& problems);

}  // namespace gatecast
