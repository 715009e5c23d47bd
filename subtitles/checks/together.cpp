// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <optional>

#include "subtitles/checks/checks.h"
#include "subtitles/checks/codes.h"
#include "subtitles/checks/sheet.h"

namespace gatecast {
namespace {

constexpr double kOffsetSeconds = 0.5;  // early or late by this much is felt
constexpr double kDriftSeconds = 0.3;   // from the first cues to the last
constexpr double kApartSeconds = 1;     // of one pair

bool has_times(const Track& track) {
    return std::any_of(track.cues.begin(), track.cues.end(), [](const Cue& cue) { return cue.timed; });
}

Time overlap(const Cue& a, const Cue& b) {
    return std::min(a.end, b.end) - std::max(a.start, b.start);
}

/// Half or more of the shorter one is shown with the other.
bool are_partners(const Cue& a, const Cue& b) {
    return a.timed && b.timed && overlap(a, b) * 2 >= std::min(a.end - a.start, b.end - b.start) &&
           overlap(a, b) > Time(0);
}

/// For each cue of `track` the one of `other` that it shares most time with. Both are by start; a cue longer than
/// kLongest is found only near its beginning.
std::vector<std::optional<size_t>> partners(const Track& track, const Track& other) {
    constexpr Time kLongest = std::chrono::seconds(60);
    std::vector<std::optional<size_t>> result(track.cues.size());
    size_t first = 0;
    for (size_t n = 0; n < track.cues.size(); ++n) {
        const Cue& cue = track.cues[n];
        while (first < other.cues.size() && other.cues[first].start + kLongest < cue.start) ++first;
        for (size_t m = first; m < other.cues.size() && other.cues[m].start < cue.end; ++m) {
            if (!are_partners(cue, other.cues[m])) continue;
            if (!result[n] || overlap(cue, other.cues[m]) > overlap(cue, other.cues[*result[n]])) result[n] = m;
        }
    }
    return result;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// How late the cues are against another track's, at its beginning and at its end.
struct Lateness {
    double first = 0;
    double last = 0;
};

/// Nothing: too few cues, or tracks too different to be translations of one another cue by cue.
std::optional<Lateness> lateness(const Track& track, const Track& reference) {
    constexpr size_t kFewest = 6;
    const size_t count = std::min(track.cues.size(), reference.cues.size());
    if (count < kFewest) return std::nullopt;
    std::vector<double> late;
    if (track.cues.size() == reference.cues.size()) {
        for (size_t n = 0; n < count; ++n) late.push_back(seconds(track.cues[n].start - reference.cues[n].start));
    } else {
        const auto pairs = partners(track, reference);
        for (size_t n = 0; n < pairs.size(); ++n) {
            if (pairs[n]) late.push_back(seconds(track.cues[n].start - reference.cues[*pairs[n]].start));
        }
        if (late.size() * 2 < count || late.size() < kFewest) return std::nullopt;
    }
    // Three at least: one cue that went astray is outvoted.
    const auto third = static_cast<std::ptrdiff_t>(std::max<size_t>(3, late.size() / 3));
    const Lateness ends{median({late.begin(), late.begin() + third}), median({late.end() - third, late.end()})};
    // A track that drifts is half as far off in its middle; what jumps is not mended by stretching.
    const double bend = std::abs(median(late) - (ends.first + ends.last) / 2);
    if (bend > std::max(kDriftSeconds, std::abs(ends.last - ends.first) / 4)) return std::nullopt;
    return ends;
}

/// Says so if the whole track is off; then its single cues need not be gone through.
bool check_drift(const Track& track, const Track& reference, CheckSheet& sheet) {
    const auto late = lateness(track, reference);
    if (!late || std::max(std::abs(late->first), std::abs(late->last)) < kOffsetSeconds) return false;
    if (std::abs(late->last - late->first) > kDriftSeconds) {
        sheet.of_track(
            Severity::kWarning, check::kDrift,
            message("Against {} the cues are {} s late at the beginning and {} s at the end: stretch the track.",
                    reference.language, decimal(late->first), decimal(late->last)));
    } else {
        sheet.of_track(
            Severity::kWarning, check::kOffset,
            message("Against {} the cues are {} s late: shift the track.", reference.language, decimal(late->first)));
    }
    return true;
}

/// Cues that the other language has not, and pairs that begin apart.
void check_pairs(const Track& track, const Track& other, bool apart_too, CheckSheet& sheet) {
    const auto pairs = partners(track, other);
    for (size_t n = 0; n < pairs.size(); ++n) {
        if (!track.cues[n].timed || track.cues[n].end <= track.cues[n].start) continue;
        if (!pairs[n]) {
            sheet.of_cue(n, Severity::kWarning, check::kNoPartner,
                         message("At this time there is no text in {}.", other.language));
            continue;
        }
        const double late = seconds(track.cues[n].start - other.cues[*pairs[n]].start);
        if (apart_too && std::abs(late) > kApartSeconds) {
            sheet.of_cue(n, Severity::kNote, check::kApart,
                         message("Begins {} s from the text in {}.", decimal(std::abs(late)), other.language));
        }
    }
}

/// The track the others are measured against: of the style's first language that is there.
size_t reference_of(std::span<const Track> tracks, const Style& style) {
    for (const BandStyle& band : style.bands) {
        for (size_t n = 0; n < tracks.size(); ++n) {
            if (tracks[n].language == band.language && has_times(tracks[n])) return n;
        }
    }
    const auto timed = std::find_if(tracks.begin(), tracks.end(), has_times);
    return static_cast<size_t>(timed - tracks.begin());
}

}  // namespace

void check_together(std::span<const Track> tracks, const Style& style, std::vector<std::vector<Problem>>& problems) {
    problems.resize(std::max(problems.size(), tracks.size()));
    const size_t first = reference_of(tracks, style);
    if (first >= tracks.size()) return;
    const Track& reference = tracks[first];
    CheckSheet of_reference(reference, problems[first]);
    for (size_t n = 0; n < tracks.size(); ++n) {
        if (n == first || !has_times(tracks[n])) continue;
        CheckSheet sheet(tracks[n], problems[n]);
        if (check_drift(tracks[n], reference, sheet)) continue;
        check_pairs(tracks[n], reference, true, sheet);
        check_pairs(reference, tracks[n], false, of_reference);
    }
}

void check_against_clip(const Track& track, Time clip_length, std::vector<Problem>& problems) {
    CheckSheet sheet(track, problems);
    for (size_t n = 0; n < track.cues.size(); ++n) {
        const Cue& cue = track.cues[n];
        if (!cue.timed) continue;
        if (cue.start >= clip_length) {
            sheet.of_cue(n, Severity::kError, check::kBehindEnd,
                         message("Begins when the clip is over: the clip is {} s long, the cue begins at {} s.",
                                 decimal(seconds(clip_length)), decimal(seconds(cue.start))));
        } else if (cue.end > clip_length) {
            sheet.of_cue(n, Severity::kWarning, check::kPastEnd,
                         message("The clip ends {} s before the cue does.", decimal(seconds(cue.end - clip_length))));
        }
    }
}

}  // namespace gatecast
