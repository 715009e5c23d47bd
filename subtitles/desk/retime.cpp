// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/retime.h"

namespace gatecast::desk {
namespace {

/// to + (time - from) * num / den, rounded to the nearest nanosecond.
Time mapped(Time time, Time from, Time to, int64_t num, int64_t den) {
    const __int128 scaled = static_cast<__int128>((time - from).count()) * num;
    const __int128 half = scaled < 0 ? -(den / 2) : den / 2;
    return to + Time(static_cast<int64_t>((scaled + half) / den));
}

void report_before_zero(Track& track) {
    for (size_t i = 0; i < track.cues.size(); ++i) {
        const Cue& cue = track.cues[i];
        if (!cue.timed || cue.start >= Time(0)) continue;
        track.problems.push_back({Severity::kWarning, "before-zero",
                                  message("It now begins before the film does. Shift the track by less."), cue.line, "",
                                  static_cast<int>(i)});
    }
}

Track with_times(Track track, Time from, Time to, int64_t num, int64_t den) {
    for (Cue& cue : track.cues) {
        if (!cue.timed) continue;
        cue.start = mapped(cue.start, from, to, num, den);
        cue.end = mapped(cue.end, from, to, num, den);
    }
    report_before_zero(track);
    return track;
}

}  // namespace

Track shifted(Track track, Time by) {
    return with_times(std::move(track), Time(0), by, 1, 1);
}

Track stretched(Track track, const TwoPoints& points) {
    const int64_t den = (points.from2 - points.from1).count();
    const int64_t num = (points.to2 - points.to1).count();
    if (den == 0 || num == 0) {
        throw Error(message("The two points are at the same time. Take one near the beginning and one near the end."));
    }
    if ((den < 0) != (num < 0)) {
        throw Error(message("The two points would turn time round: the earlier one must stay the earlier one."));
    }
    const int64_t sign = den < 0 ? -1 : 1;
    return with_times(std::move(track), points.from1, points.to1, num * sign, den * sign);
}

Track stretched(Track track, Rational from, Rational to) {
    if (from.num <= 0 || from.den <= 0 || to.num <= 0 || to.den <= 0)
        throw Error(message("A frame rate must be above 0, such as 25 or 23.976."));
    const Rational factor = Rational{from.num * to.den, from.den * to.num}.reduced();
    return with_times(std::move(track), Time(0), Time(0), factor.num, factor.den);
}

}  // namespace gatecast::desk
