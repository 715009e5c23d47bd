// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/merge.h"

#include <algorithm>

namespace gatecast::desk {
namespace {

/// Cues that are shown together.
struct Group {
    bool timed = true;
    Time start{0};
    Time end{0};
    std::vector<std::vector<size_t>> cues;  // a track: indices
};

Time overlap(const Group& group, const Cue& cue) {
    return std::min(group.end, cue.end) - std::max(group.start, cue.start);
}

bool belongs(const Group& group, const Cue& cue) {
    const Time shorter = std::min(group.end - group.start, cue.end - cue.start);
    const Time shared = overlap(group, cue);
    return shared > Time(0) && shared * 2 >= shorter;
}

/// The group that shares most time with the cue, of those it belongs to; sorted by start, but groups may be long.
Group* best_group(std::vector<Group>& groups, size_t known, const Cue& cue) {
    Group* best = nullptr;
    const auto end = groups.begin() + static_cast<ptrdiff_t>(known);
    auto at = std::upper_bound(groups.begin(), end, cue.end, [](Time t, const Group& g) { return t < g.start; });
    constexpr int kFarEnough = 64;  // cues back; more never overlap one
    for (int looked = 0; at != groups.begin() && looked < kFarEnough; ++looked) {
        --at;
        if (belongs(*at, cue) && (!best || overlap(*at, cue) > overlap(*best, cue))) best = &*at;
    }
    return best;
}

void add_track(const Track& track, size_t index, size_t tracks, std::vector<Group>& groups) {
    const size_t known = groups.size();
    std::vector<std::pair<size_t, size_t>> joins;  // group, cue: times grow only when all are found
    for (size_t i = 0; i < track.cues.size(); ++i) {
        const Cue& cue = track.cues[i];
        if (!cue.timed) continue;
        if (const Group* group = best_group(groups, known, cue)) {
            joins.emplace_back(static_cast<size_t>(group - groups.data()), i);
            continue;
        }
        Group alone{true, cue.start, cue.end, {}};
        alone.cues.resize(tracks);
        alone.cues[index].push_back(i);
        groups.push_back(std::move(alone));
    }
    for (const auto& [group, cue] : joins) {
        groups[group].cues[index].push_back(cue);
        groups[group].start = std::min(groups[group].start, track.cues[cue].start);
        groups[group].end = std::max(groups[group].end, track.cues[cue].end);
    }
    std::ranges::stable_sort(groups, {}, &Group::start);
}

std::vector<size_t> untimed_cues(const Track& track) {
    std::vector<size_t> untimed;
    for (size_t i = 0; i < track.cues.size(); ++i)
        if (!track.cues[i].timed) untimed.push_back(i);
    return untimed;
}

void add_untimed(std::span<const Track> tracks, std::vector<Group>& groups, std::vector<Problem>& problems) {
    std::vector<std::vector<size_t>> untimed;
    size_t most = 0;
    bool same = true;
    for (const Track& track : tracks) {
        untimed.push_back(untimed_cues(track));
        most = std::max(most, untimed.back().size());
        same &= untimed.back().size() == untimed.front().size();
    }
    if (most == 0) return;
    if (!same) {
        problems.push_back({Severity::kError, "counts-differ",
                            message("The texts without times have different numbers of lines: they were not put "
                                    "together. Give them times first, with gatecast subs fill."),
                            0, "", -1});
    }
    for (size_t t = 0; t < tracks.size(); ++t) {
        for (size_t i = 0; i < untimed[t].size(); ++i) {
            const bool together = same && t > 0;
            if (!together) groups.push_back({false, Time(0), Time(0), std::vector<std::vector<size_t>>(tracks.size())});
            Group& group = together ? groups[groups.size() - most + i] : groups.back();
            group.cues[t].push_back(untimed[t][i]);
        }
    }
}

void stack(const Cue& from, Cue& to) {
    if (from.text.empty()) return;
    if (!to.text.empty()) to.text += '\n';
    const size_t shift = to.text.size();
    to.text += from.text;
    for (TextSpan span : from.spans) {
        span.from += shift;
        span.until += shift;
        to.spans.push_back(span);
    }
    if (to.anchor == 0) to.anchor = from.anchor;
    if (!to.position) to.position = from.position;
    to.fade_in = std::max(to.fade_in, from.fade_in);
    to.fade_out = std::max(to.fade_out, from.fade_out);
}

}  // namespace

Track merged(std::span<const Track> tracks) {
    Track merged;
    merged.language = "mul";
    std::vector<Group> groups;
    for (size_t t = 0; t < tracks.size(); ++t) add_track(tracks[t], t, tracks.size(), groups);
    add_untimed(tracks, groups, merged.problems);
    for (const Group& group : groups) {
        Cue cue;
        cue.timed = group.timed;
        cue.start = group.start;
        cue.end = group.end;
        for (size_t t = 0; t < tracks.size(); ++t)
            for (const size_t index : group.cues[t]) stack(tracks[t].cues[index], cue);
        merged.cues.push_back(std::move(cue));
    }
    for (size_t t = 0; t < tracks.size(); ++t) {
        if (!merged.name.empty()) merged.name += " + ";
        merged.name += tracks[t].name.empty() ? tracks[t].language : tracks[t].name;
    }
    return merged;
}

}  // namespace gatecast::desk
