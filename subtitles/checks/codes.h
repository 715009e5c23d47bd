// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which programs know what the checks found; those that readers find too are in formats/problem_codes.h.
#pragma once

namespace gatecast::check {

// One cue
inline constexpr const char* kReadingSpeed = "reading-speed";  // more a second than people read
inline constexpr const char* kLongLine = "long-line";          // an author's line longer than the style likes
inline constexpr const char* kTooMuchText = "too-much-text";   // more than its lines can hold
inline constexpr const char* kManyLines = "many-lines";        // more of the author's lines than the style has
inline constexpr const char* kShortCue = "short-cue";
inline constexpr const char* kLongCue = "long-cue";
inline constexpr const char* kSmallGap = "small-gap";  // flickers
inline constexpr const char* kOverlap = "overlap";
inline constexpr const char* kUntimed = "untimed";
inline constexpr const char* kWrongLanguage = "wrong-language";
inline constexpr const char* kMixedScripts = "mixed-scripts";  // letters of two scripts in one word
inline constexpr const char* kStrayMark = "stray-mark";        // a Khmer mark on no letter
// Languages together
inline constexpr const char* kOffset = "offset";         // one language always early or late
inline constexpr const char* kDrift = "drift";           // more and more
inline constexpr const char* kNoPartner = "no-partner";  // a cue that another language has not
inline constexpr const char* kApart = "apart";           // partners that begin too far from each other
// With the clip
inline constexpr const char* kBehindEnd = "behind-end";  // begins when the clip is over
inline constexpr const char* kPastEnd = "past-end";      // ends when the clip is over

}  // namespace gatecast::check
