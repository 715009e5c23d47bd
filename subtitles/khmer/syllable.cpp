// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/syllable.h"

namespace gatecast::khmer {

std::vector<size_t> syllable_starts(std::u32string_view text) {
    std::vector<size_t> starts{0};
    for (size_t n = 1; n < text.size(); ++n) {
        if (continues_syllable(text[n])) continue;
        if (text[n - 1] == kCoeng && is_khmer(text[n])) continue;  // what a coeng binds
        starts.push_back(n);
    }
    if (!text.empty()) starts.push_back(text.size());
    return starts;
}

int count_syllables(std::u32string_view text) {
    int count = 0;
    const std::vector<size_t> starts = syllable_starts(text);
    for (size_t n = 0; n + 1 < starts.size(); ++n) count += is_base(text[starts[n]]) ? 1 : 0;
    return count;
}

}  // namespace gatecast::khmer
