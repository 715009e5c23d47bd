// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/places/free_place.h"

namespace gatecast {
namespace {

int even_down(int value) {
    return value & ~1;
}

int even_up(int value) {
    return even_down(value + 1);
}

bool is_free(const Rect& place, const std::vector<Rect>& taken, int gap) {
    const Rect around{place.x - gap, place.y - gap, place.width + 2 * gap, place.height + 2 * gap};
    return std::ranges::none_of(taken, [&](const Rect& each) { return !intersection(around, each).empty(); });
}

/// Starts of a length along one axis that are worth a look: where it is, at both ends, beside everything taken.
std::vector<int> starts(int start, int length, int from, int until, const std::vector<std::pair<int, int>>& taken) {
    std::vector<int> all{even_down(start), even_up(from), even_down(until - length)};
    for (const auto& [begin, end] : taken) {
        all.push_back(even_down(begin - length));
        all.push_back(even_up(end));
    }
    std::erase_if(all, [&](int each) { return each < from || each + length > until; });
    return all;
}

}  // namespace

std::optional<Rect> nearest_free(const Rect& area, const std::vector<Rect>& taken, const Rect& within, int gap) {
    if (is_free(area, taken, 0)) return area;
    std::vector<std::pair<int, int>> columns, rows;
    for (const Rect& each : taken) {
        columns.emplace_back(each.x - gap, each.right() + gap);
        rows.emplace_back(each.y - gap, each.bottom() + gap);
    }
    std::optional<Rect> best;
    int64_t best_cost = 0;
    for (const int x : starts(area.x, area.width, within.x, within.right(), columns)) {
        for (const int y : starts(area.y, area.height, within.y, within.bottom(), rows)) {
            const Rect place{x, y, area.width, area.height};
            if (!is_free(place, taken, gap)) continue;
            const int64_t dx = x - area.x, dy = y - area.y;
            constexpr int64_t kFar = int64_t{1} << 40;  // more than any way across a canvas, squared
            const int64_t cost = dx * dx + dy * dy + (dx == 0 ? 0 : dy == 0 ? kFar : 2 * kFar);
            if (!best || cost < best_cost) {
                best = place;
                best_cost = cost;
            }
        }
    }
    return best;
}

}  // namespace gatecast
