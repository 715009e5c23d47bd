// SPDX-License-Identifier: GPL-3.0-or-later
// A translation without times put on the timing of the original, matched by length, numbers, names and sentence marks.
// Called by `gatecast subs fill`.
#pragma once

#include "subtitles/cue.h"

namespace gatecast::desk {

/// `translation` with the times of `timing`. Two cues of the original for one of the translation: it spans both; one
/// for two: they share it, a line each. Text without an original stays, untimed. Whatever is not certain is a Problem
/// with its cue; an original without a translation is one with its line. Spans and places of the translation are kept.
[[nodiscard]] Track filled(const Track& timing, const Track& translation);

}  // namespace gatecast::desk
