// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/lexicon.h"

#include <algorithm>

#include "subtitles/khmer/syllable.h"
#include "subtitles/khmer/word_lists.h"

namespace gatecast::khmer {

Lexicon::Words::Words(std::u32string_view list) {
    std::vector<uint32_t> whole, begun;
    for (size_t from = 0; from < list.size();) {
        const size_t until = std::min(list.find(U' ', from), list.size());
        const std::u32string_view word = list.substr(from, until - from);
        from = until + 1;
        if (word.empty()) continue;
        const SyllableRun run = syllable_run(word, syllable_starts(word), {});
        uint32_t hash = 0;
        for (size_t n = 0; n < run.syllables.size(); ++n) {
            hash = word_hash(hash, run.syllables[n]);
            if (n == 1) begun.push_back(hash);
        }
        whole.push_back(hash);
        longest = std::max(longest, run.syllables.size());
    }
    slots = Vocabulary::slots_of(whole);
    beginnings = Vocabulary::slots_of(begun);
}

template <typename Use>
void Lexicon::Words::each_from(const SyllableRun& run, size_t n, Use use) const {
    uint32_t hash = 0;
    for (size_t length = 1; length <= std::min(longest, run.syllables.size() - n); ++length) {
        hash = word_hash(hash, run.syllables[n + length - 1]);
        if (length == 2 && !Vocabulary(beginnings).contains(hash)) return;
        if (Vocabulary(slots).contains(hash)) use(length);
    }
}

Lexicon::Lexicon()
    : kept_together_(kKeptTogether), leans_on_next_(kLeansOnNext), leans_on_previous_(kLeansOnPrevious) {}

std::vector<Lexicon::Verdict> Lexicon::judge(const SyllableRun& run, const std::vector<uint8_t>& likely) const {
    const size_t count = run.syllables.size();
    std::vector<Verdict> verdicts(count);
    const auto word_may_end = [&](size_t n) { return n == count || likely[n] != 0; };
    for (size_t n = 0; n < count; ++n) {
        if (n > 0 && !likely[n]) continue;
        kept_together_.each_from(run, n, [&](size_t length) {
            if (!word_may_end(n + length)) return;
            for (size_t inner = 1; inner < length; ++inner) verdicts[n + inner].inside_compound = true;
        });
        leans_on_next_.each_from(run, n, [&](size_t length) {
            if (n + length < count && likely[n + length]) verdicts[n + length].leans = true;
        });
        leans_on_previous_.each_from(run, n, [&](size_t length) { verdicts[n].leans |= word_may_end(n + length); });
    }
    return verdicts;
}

}  // namespace gatecast::khmer
