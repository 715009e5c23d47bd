// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/fix_times.h"

#include <algorithm>

#include "subtitles/formats/times.h"

namespace gatecast {
namespace {

constexpr Time kShortest = std::chrono::milliseconds(300);
constexpr Time kLongest = std::chrono::seconds(12);
constexpr Time kRounding = std::chrono::milliseconds(1);  // of files that count milliseconds

Correction of_cue(const Track& track, size_t cue, Message what) {
    return {track.language, static_cast<int>(cue), track.cues[cue].line, std::move(what), "", ""};
}

bool fits_between(const Track& track, size_t cue, Time start, Time end) {
    if (start < Time(0) || end - start < kShortest || end - start > kLongest) return false;
    const bool after = cue == 0 || track.cues[cue - 1].end <= start;
    const bool before = cue + 1 == track.cues.size() || end <= track.cues[cue + 1].start;
    return after && before;
}

bool same_place(const Cue& a, const Cue& b) {
    return a.anchor == b.anchor && a.position == b.position;
}

}  // namespace

void turn_round(Track& track, const std::vector<Cue>& written, std::vector<Correction>& corrections) {
    for (const Cue& raw : written) {
        if (!raw.timed || raw.end >= raw.start) continue;
        const auto found = std::ranges::find_if(
            track.cues, [&](const Cue& cue) { return cue.line == raw.line && cue.start == raw.start; });
        if (found == track.cues.end()) continue;
        const auto index = static_cast<size_t>(found - track.cues.begin());
        if (!fits_between(track, index, raw.end, raw.start)) continue;
        found->start = raw.end;
        found->end = raw.start;
        corrections.push_back(of_cue(track, index,
                                     message("Start and end were in each other's place: now {} to {}.",
                                             written_time(raw.end, '.'), written_time(raw.start, '.'))));
    }
}

void open_gaps(Track& track, Rational rate, std::vector<Correction>& corrections) {
    const Time two_frames = std::chrono::ceil<std::chrono::milliseconds>(frame_time(2, rate));
    for (size_t i = 0; i + 1 < track.cues.size(); ++i) {
        Cue& cue = track.cues[i];
        const Cue& next = track.cues[i + 1];
        const Time gap = next.start - cue.end;
        if (!cue.timed || !next.timed || !same_place(cue, next) || next.start <= cue.start) continue;
        if (gap >= two_frames - kRounding || gap < -two_frames - kRounding) continue;
        const Time end = next.start - two_frames;
        if (end - cue.start < kShortest) continue;
        corrections.push_back(
            of_cue(track, i,
                   gap < Time(0)
                       ? message("Overlapped the next cue by {} ms: ends at {} now.",
                                 std::chrono::round<std::chrono::milliseconds>(-gap).count(), written_time(end, '.'))
                       : message("Only {} ms before the next cue: ends at {} now.",
                                 std::chrono::round<std::chrono::milliseconds>(gap).count(), written_time(end, '.'))));
        cue.end = end;
    }
}

}  // namespace gatecast
