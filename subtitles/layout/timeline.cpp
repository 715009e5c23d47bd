// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/layout/timeline.h"

#include <algorithm>

namespace gatecast {
namespace {

Time overlap(const CueTime& a, const CueTime& b) {
    return std::min(a.end, b.end) - std::max(a.start, b.start);
}

/// By half of the longer one, so that a cue that spans two is left alone.
bool belong_together(const CueTime& a, const CueTime& b) {
    return 2 * overlap(a, b) >= std::max(a.end - a.start, b.end - b.start);
}

/// Index of the cue of `by` that `cue` belongs to, or -1. A cue that holds two of them stays as it is: it would lose
/// one.
std::ptrdiff_t partner(const CueTime& cue, const std::vector<CueTime>& by) {
    const auto later = std::ranges::lower_bound(by, cue.end, {}, &CueTime::start);
    // Cues overlap by half only if they begin less than a cue's length apart: few steps back are enough.
    constexpr std::ptrdiff_t kLookBack = 8;
    std::ptrdiff_t best = -1;
    int held = 0;
    const std::ptrdiff_t until = later - by.begin();
    for (std::ptrdiff_t i = until; i-- > std::max<std::ptrdiff_t>(0, until - kLookBack);) {
        const CueTime& each = by[static_cast<size_t>(i)];
        held += 2 * overlap(cue, each) >= each.end - each.start ? 1 : 0;
        if (!belong_together(cue, each)) continue;
        if (best < 0 || overlap(cue, each) > overlap(cue, by[static_cast<size_t>(best)])) best = i;
    }
    return held > 1 ? -1 : best;
}

void align(std::vector<CueTime>& cues, const std::vector<CueTime>& by, std::vector<bool>& aligned) {
    std::vector<bool> taken(by.size(), false);
    for (size_t i = 0; i < cues.size(); ++i) {
        if (aligned[i]) continue;
        const std::ptrdiff_t found = partner(cues[i], by);
        if (found < 0 || taken[static_cast<size_t>(found)]) continue;
        taken[static_cast<size_t>(found)] = true;
        aligned[i] = true;
        CueTime to = by[static_cast<size_t>(found)];
        if (i > 0 && cues[i - 1].end <= cues[i].start) to.start = std::max(to.start, cues[i - 1].end);
        if (i > 0) to.start = std::max(to.start, cues[i - 1].start);
        if (i + 1 < cues.size() && cues[i].end <= cues[i + 1].start) to.end = std::min(to.end, cues[i + 1].start);
        if (i + 1 < cues.size()) to.start = std::min(to.start, cues[i + 1].start);
        if (to.start >= to.end) continue;
        cues[i].start = to.start;
        cues[i].end = to.end;
    }
}

}  // namespace

std::vector<CueTime> cue_times(const Track& track, std::vector<Problem>& problems) {
    std::vector<CueTime> times;
    for (size_t i = 0; i < track.cues.size(); ++i) {
        const Cue& cue = track.cues[i];
        const int index = static_cast<int>(i);
        if (!cue.timed) {
            problems.push_back(
                {Severity::kError, "no-time",
                 message("Cue {} has no time and is not shown. \"gatecast subs fill\" gives it one.", index + 1),
                 cue.line, "", index});
        } else if (cue.end <= cue.start) {
            problems.push_back({Severity::kError, "ends-before-start",
                                message("Cue {} ends before it begins and is not shown.", index + 1), cue.line, "",
                                index});
        } else if (cue.end > Time(0)) {
            times.push_back({index, std::max(cue.start, Time(0)), cue.end});
        }
    }
    std::ranges::stable_sort(times, {}, &CueTime::start);
    return times;
}

void align_languages(std::span<std::vector<CueTime>> tracks) {
    for (size_t i = 1; i < tracks.size(); ++i) {
        std::vector<bool> aligned(tracks[i].size(), false);
        for (size_t by = 0; by < i; ++by) align(tracks[i], tracks[by], aligned);
    }
}

std::vector<CueStretch> stretches_of(std::span<const CueTime> cues) {
    std::vector<CueStretch> stretches;
    std::vector<CueTime> on;
    Time now{0};
    const auto until = [&](Time end) {
        while (!on.empty()) {
            const Time next = std::ranges::min_element(on, {}, &CueTime::end)->end;
            const Time stop = std::min(next, end);
            if (stop > now) {
                CueStretch stretch{now, stop, {}};
                for (const CueTime& each : on) stretch.cues.push_back(each.cue);
                stretches.push_back(std::move(stretch));
                now = stop;
            }
            if (next > end) return;
            std::erase_if(on, [next](const CueTime& each) { return each.end <= next; });
        }
    };
    for (const CueTime& cue : cues) {
        until(cue.start);
        now = cue.start;
        on.push_back(cue);
    }
    until(Time::max());
    return stretches;
}

}  // namespace gatecast
