// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/gap_ladder.h"

#include <algorithm>

namespace gatecast {

int64_t frames_of(Time length, Rational rate) {
    // The nearest frame, a half one down: the same count as a render's.
    const __int128 doubled = static_cast<__int128>(length.count()) * rate.num * 2;
    const __int128 unit = static_cast<__int128>(rate.den) * 1'000'000'000;
    return static_cast<int64_t>((doubled + unit - 1) / (2 * unit));
}

GapLadder::GapLadder(const Day& day, const MediaFacts& facts, Rational rate)
    : rate_(rate), shortest_(frames_of(kShortestPlay, rate)), standby_(day.standby) {
    for (const auto& filler : day.fillers) add_rung(filler, facts);
    if (rungs_.empty()) add_rung(day.filler, facts);
}

void GapLadder::add_rung(const std::filesystem::path& file, const MediaFacts& facts) {
    const auto fact = facts.find(file);
    if (fact == facts.end() || fact->second.duration < kShortestPlay) return;
    rungs_.push_back({file, frames_of(fact->second.duration, rate_), fact->second.duration});
}

Airing GapLadder::next(int64_t from, int64_t until) {
    Airing airing;
    airing.first = from;
    airing.frames = until - from;
    if (rungs_.empty()) {
        airing.kind = standby_.empty() ? AiringKind::kNothing : AiringKind::kStandby;
        airing.media = standby_;
        return airing;
    }
    const Rung& rung = rungs_[turn_++ % rungs_.size()];
    airing.kind = AiringKind::kFiller;
    airing.media = rung.media;
    airing.out = rung.out;
    if (rung.frames < airing.frames) {
        airing.frames = rung.frames;
    } else {
        airing.out = std::min(rung.out, frame_time(airing.frames, rate_));
    }
    return airing;
}

AiringKind GapLadder::fill(int64_t from, int64_t until, std::vector<Airing>& airings) {
    AiringKind least = AiringKind::kItem;
    while (from < until) {
        if (until - from < shortest_ && !airings.empty() && airings.back().first + airings.back().frames == from &&
            airings.back().kind != AiringKind::kRelay) {
            airings.back().frames += until - from;
            return least;
        }
        airings.push_back(next(from, until));
        least = std::max(least, airings.back().kind);
        from += airings.back().frames;
    }
    return least;
}

}  // namespace gatecast
