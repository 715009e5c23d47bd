// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which programs know what was found while reading a cue file. Used by the readers of this folder; shown
// by `check --json` and `subs cues --json`.
#pragma once

namespace gatecast::problem {

// Times
inline constexpr const char* kBadTime = "bad-time";                 // a time that cannot be read
inline constexpr const char* kOddTime = "odd-time";                 // 75 seconds, frame 27 of 25: read as it counts
inline constexpr const char* kEndBeforeStart = "end-before-start";  // shown for kShownWithoutEnd instead
inline constexpr const char* kZeroLength = "zero-length";           // begins and ends at once; kept
inline constexpr const char* kNegativeTime = "negative-time";       // begins before 0; kept
inline constexpr const char* kTenHourOffset = "ten-hour-offset";    // television timecode: everything behind 10 h
inline constexpr const char* kHourOffset = "hour-offset";           // everything behind 1 h
inline constexpr const char* kNotInOrder = "not-in-order";          // sorted by start
inline constexpr const char* kFrameTimes = "frame-times";           // times in frames, read at a rate
inline constexpr const char* kNoTime = "no-time";                   // text without a time in a file of times
inline constexpr const char* kTimestampMap = "timestamp-map";       // X-TIMESTAMP-MAP: offered as a retime
// Text
inline constexpr const char* kUnknownTag = "unknown-tag";       // left out
inline constexpr const char* kDroppedStyle = "dropped-style";   // known, but nothing we can show; left out
inline constexpr const char* kDrawing = "drawing";              // vector drawing of ASS; left out
inline constexpr const char* kEmptyCue = "empty-cue";           // a time without text; left out
inline constexpr const char* kStrayText = "stray-text";         // text that belongs to no cue; left out
inline constexpr const char* kBlankLine = "blank-line-in-cue";  // read as one cue, the blank line left out
inline constexpr const char* kTextTooLong = "text-too-long";    // cut
inline constexpr const char* kPutInOrder = "put-in-order";      // letters of Khmer syllables, combining accents
inline constexpr const char* kBadBytes = "bad-bytes";           // mean nothing in the file's encoding
// The file
inline constexpr const char* kNoCues = "no-cues";
inline constexpr const char* kTooManyCues = "too-many-cues";  // the rest was not read
inline constexpr const char* kTooManyProblems = "too-many-problems";
inline constexpr const char* kBadFile = "bad-file";                 // broken off or malformed; what could be read was
inline constexpr const char* kNameAndContent = "name-and-content";  // named as one format, written as another
inline constexpr const char* kNoLanguage = "no-language";           // neither said nor recognised
inline constexpr const char* kSeveralLanguages = "several-languages";  // in one track
inline constexpr const char* kLegacyKhmer = "legacy-khmer";            // text of a pre-Unicode Khmer font
inline constexpr const char* kOldFont = "old-font";                    // Unicode letters of .VnTime or VNI; converted

}  // namespace gatecast::problem
