// SPDX-License-Identifier: GPL-3.0-or-later
// Tracks of several languages as one whose cues stack their lines, and such a track as one a language again. Called by
// `gatecast subs merge` and `split`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast::desk {

/// Lines in the order of `tracks`, first on top. Cues that overlap by half of the shorter one or more become one, from
/// the earliest start to the latest end; others stay alone. Untimed cues are put together by their number, where all
/// tracks have as many. Language "mul".
[[nodiscard]] Track merged(std::span<const Track> tracks);

/// One track for each of `languages` (empty: those of vi, km, en that are found), every cue's lines sorted by script
/// and words. Where a line may be two languages, its place among its cue's lines decides; what stays uncertain is
/// reported.
[[nodiscard]] std::vector<Track> split(const Track& track, std::vector<std::string> languages = {});

}  // namespace gatecast::desk
