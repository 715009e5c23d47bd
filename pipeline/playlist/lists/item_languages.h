// SPDX-License-Identifier: GPL-3.0-or-later
// Languages always stand in one order: vi, en, km, then others by their tag. Used by the readers of day lists.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/playlist/item.h"

namespace gatecast {

[[nodiscard]] inline std::pair<int, std::string_view> language_place(std::string_view tag) {
    const int place = tag == "vi" ? 0 : tag == "en" ? 1 : tag == "km" ? 2 : 3;
    return {place, tag};
}

inline void sort_by_language(std::vector<ItemCues>& cues) {
    std::ranges::stable_sort(cues, {}, [](const ItemCues& each) { return language_place(each.language); });
}

}  // namespace gatecast
