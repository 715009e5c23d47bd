// SPDX-License-Identifier: GPL-3.0-or-later
// A timed track put on the times of another that was made for a newer cut of the film: by the rhythm of both, their
// texts helping. Called by `gatecast subs align`.
#pragma once

#include "subtitles/cue.h"

namespace gatecast::desk {

/// `track` with the times of `reference`. Scenes may have moved, gone or been added; another frame rate is found. Cues
/// without a partner keep their distance to the partner before them and are reported, as is every uncertain pair.
[[nodiscard]] Track aligned(const Track& reference, const Track& track);

}  // namespace gatecast::desk
