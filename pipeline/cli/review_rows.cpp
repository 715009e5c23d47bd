// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/review_rows.h"

#include <algorithm>

namespace gatecast {
namespace {

ReviewRow row_of(const Cue& cue, size_t track, size_t index, size_t tracks) {
    ReviewRow row{cue.timed, cue.start, cue.end, std::vector<std::vector<size_t>>(tracks)};
    row.cues[track].push_back(index);
    return row;
}

Time shared(const ReviewRow& row, const Cue& cue) {
    return std::min(row.end, cue.end) - std::max(row.start, cue.start);
}

bool belongs(const ReviewRow& row, const Cue& cue) {
    const Time both = shared(row, cue);
    return both > Time(0) && both * 2 >= std::min(row.end - row.start, cue.end - cue.start);
}

/// Rows are in order of their start; those that began long before a cue do not reach it.
ReviewRow* row_for(std::vector<ReviewRow>& rows, size_t known, const Cue& cue) {
    constexpr size_t kFarEnough = 32;
    const auto end = rows.begin() + static_cast<ptrdiff_t>(known);
    auto at = std::upper_bound(rows.begin(), end, cue.end, [](Time t, const ReviewRow& row) { return t < row.start; });
    ReviewRow* best = nullptr;
    for (size_t looked = 0; at != rows.begin() && looked < kFarEnough; ++looked) {
        --at;
        if (belongs(*at, cue) && (best == nullptr || shared(*at, cue) > shared(*best, cue))) best = &*at;
    }
    return best;
}

void add_timed(std::span<const Track* const> tracks, size_t track, std::vector<ReviewRow>& rows) {
    const size_t known = rows.size();
    for (size_t i = 0; i < tracks[track]->cues.size(); ++i) {
        const Cue& cue = tracks[track]->cues[i];
        if (!cue.timed) continue;
        if (ReviewRow* row = row_for(rows, known, cue))
            row->cues[track].push_back(i);
        else
            rows.push_back(row_of(cue, track, i, tracks.size()));
    }
    std::ranges::stable_sort(rows, {}, &ReviewRow::start);
}

void add_untimed(std::span<const Track* const> tracks, size_t track, size_t first_untimed,
                 std::vector<ReviewRow>& rows) {
    size_t number = 0;
    const size_t known = rows.size() - first_untimed;
    const auto untimed = static_cast<size_t>(std::ranges::count(tracks[track]->cues, false, &Cue::timed));
    for (size_t i = 0; i < tracks[track]->cues.size(); ++i) {
        const Cue& cue = tracks[track]->cues[i];
        if (cue.timed) continue;
        if (known == untimed)
            rows[first_untimed + number++].cues[track].push_back(i);
        else
            rows.push_back(row_of(cue, track, i, tracks.size()));
    }
}

}  // namespace

std::vector<ReviewRow> review_rows(std::span<const Track* const> tracks) {
    std::vector<ReviewRow> rows;
    for (size_t track = 0; track < tracks.size(); ++track) add_timed(tracks, track, rows);
    const size_t first_untimed = rows.size();
    for (size_t track = 0; track < tracks.size(); ++track) add_untimed(tracks, track, first_untimed, rows);
    return rows;
}

}  // namespace gatecast
