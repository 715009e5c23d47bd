// SPDX-License-Identifier: GPL-3.0-or-later
// Which cues stand together when. Times are those of the cues; only languages that say the same at nearly the same time
// are brought together. Called by Subtitles before layout.
#pragma once

#include <span>
#include <vector>

#include "presets/style.h"
#include "subtitles/cue.h"

namespace gatecast {

/// Cues of one track that are on screen together, from <= t < until.
struct CueStretch {
    Time from{0};
    Time until{0};
    std::vector<int> cues;  // indices into the track's cues, earliest first
};

/// When a cue is on. Cues without a length or time are never on.
struct CueTime {
    int cue = 0;
    Time start{0};
    Time end{0};
};

/// By start. What is never on is said in `problems`.
[[nodiscard]] std::vector<CueTime> cue_times(const Track& track, std::vector<Problem>& problems);

/// Cues of the later tracks take the times of the first track that has a cue they overlap by half or more. The order of
/// a track's cues stays, and no overlap is made that was not there.
void align_languages(std::span<std::vector<CueTime>> tracks);

/// The stretches of one track: a new one wherever a cue begins or ends.
[[nodiscard]] std::vector<CueStretch> stretches_of(std::span<const CueTime> cues);

}  // namespace gatecast
