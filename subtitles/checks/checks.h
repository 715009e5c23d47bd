// SPDX-License-Identifier: GPL-3.0-or-later
// What a proofreader would object to, before a frame is made: reading speed, length, duration, gaps, overlap, drift
// between languages, the wrong language in a track, old fonts. Called by `check`; what drawing finds (missing glyphs,
// dotted circles, legibility) layout says. The codes are in check_codes.h.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "presets/style.h"
#include "subtitles/cue.h"

namespace gatecast {

/// Of one track by itself; problems are appended with their cue's index and line.
void check_track(const Track& track, const Style& style, Rational rate, std::vector<Problem>& problems);
/// Of the languages against each other: drift, cues without a partner. problems[i] belongs to tracks[i]. Tracks without
/// times are left out.
void check_together(std::span<const Track> tracks, const Style& style, std::vector<std::vector<Problem>>& problems);
/// Against the clip: cues behind its end.
void check_against_clip(const Track& track, Time clip_length, std::vector<Problem>& problems);

/// How much there is to read, in what the language is counted in: characters; Khmer by orthographic syllables.
/// Zero-width not at all.
[[nodiscard]] double reading_length(std::string_view text, std::string_view language);

}  // namespace gatecast
