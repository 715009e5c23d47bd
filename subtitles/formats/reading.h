// SPDX-License-Identifier: GPL-3.0-or-later
// What all readers of timed text do alike: bounds, times into cues, sentences about what was lost.
#pragma once

#include <string>
#include <string_view>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/format.h"
#include "subtitles/formats/times.h"

namespace gatecast {

// Against files made to exhaust memory; a film has 2,000 cues.
inline constexpr size_t kMaxFileBytes = 64U << 20U;
inline constexpr size_t kMaxCues = 200'000;
inline constexpr size_t kMaxCueCharacters = 20'000;

/// How long a cue is shown whose end cannot be right.
inline constexpr Time kShownWithoutEnd = std::chrono::seconds(2);

/// No time of a file is farther from 0: sums of two such stay in 64 bits of nanoseconds.
inline constexpr Time kFarthestTime = std::chrono::hours(1'000'000);
[[nodiscard]] constexpr Time bounded(Time time) {
    return time < -kFarthestTime ? -kFarthestTime : time > kFarthestTime ? kFarthestTime : time;
}

/// Start and end as far as they can be read; a missing one is made from the other and reported. False: neither.
[[nodiscard]] bool set_times(Cue& cue, const TimingLine& timing, Findings& findings);
void report_lost_cue(Findings& findings, std::string_view times, std::string_view text, int line);
void report_too_many_cues(Findings& findings, int line);

/// Problems of the file that stand on a cue's line go to its track; where there is one track, all of them do.
void hand_out_problems(CueFile& file);

/// The first words of a text, for a message.
[[nodiscard]] std::string excerpt(std::string_view text);

}  // namespace gatecast
