// SPDX-License-Identifier: GPL-3.0-or-later
// Times as people and programs write them: 1:02:03,4 and 01:02:03.400, 00:01:02:12 in frames, Khmer digits. Used by
// every reader with times, tables too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filters/geometry.h"

namespace gatecast {

struct ReadTime {
    Time time{0};
    bool odd = false;     // a field beyond its range: 75 seconds, frame 27 of 25; counted through
    bool frames = false;  // the last field counts frames
};

/// Takes one time off the front of `text`: [h:]m:s with a fraction behind , or . or a frame behind : or ;. Digits after
/// a separator may be missing zeros; a fraction is decimal (",5" is half a second). Nothing: `text` is unchanged.
[[nodiscard]] std::optional<ReadTime> take_time(std::string_view& text, Rational frame_rate);
/// All of `text` is one time.
[[nodiscard]] std::optional<ReadTime> read_time(std::string_view text, Rational frame_rate);

/// A whole number, all of `text`, in ASCII or Khmer digits.
[[nodiscard]] std::optional<int64_t> read_number(std::string_view text);

struct TimingLine {
    std::optional<ReadTime> start;
    std::optional<ReadTime> end;
    std::string_view rest;  // behind the end time
    [[nodiscard]] bool good() const { return start && end; }
};
/// "start --> end rest", the arrow in any of the shapes found in files. A line that is meant as one but has a time
/// that cannot be read comes without that time. Nothing: not such a line.
[[nodiscard]] std::optional<TimingLine> read_timing_line(std::string_view line, Rational frame_rate);

/// Frame `frame` of a second in hours:minutes:seconds:frames, at fractional rates too; `drop` for NTSC drop frames.
[[nodiscard]] Time frames_to_time(int64_t seconds, int64_t frame, Rational rate, bool drop);

/// "01:02:03,400" with the separator asked for; the fraction has `digits` digits (3, or 2 for ASS), rounded.
/// `hour_digits`: at least so many.
[[nodiscard]] std::string written_time(Time time, char separator, int digits = 3, int hour_digits = 2);

}  // namespace gatecast
