// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in where no item is: the next filler in turn, trimmed to the hole; the single filler again and again; the
// standby picture; nothing. Called by the timetable.
#pragma once

#include <vector>

#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

/// The number of frames that a render of this length has.
[[nodiscard]] int64_t frames_of(Time length, Rational rate);

class GapLadder {
public:
    GapLadder(const Day& day, const MediaFacts& facts, Rational rate);

    /// Adds airings for the frames [from, until). What would be shorter than kShortestPlay is given to the airing
    /// before it, whose last picture stands. Says the least of what it found.
    AiringKind fill(int64_t from, int64_t until, std::vector<Airing>& airings);

private:
    struct Rung {
        std::filesystem::path media;
        int64_t frames = 0;  // 0: as long as asked for
        Time out{0};
    };
    [[nodiscard]] Airing next(int64_t from, int64_t until);
    void add_rung(const std::filesystem::path& file, const MediaFacts& facts);

    Rational rate_;
    int64_t shortest_;
    std::vector<Rung> rungs_;  // the fillers in turn, or the single one
    size_t turn_ = 0;
    std::filesystem::path standby_;
};

}  // namespace gatecast
