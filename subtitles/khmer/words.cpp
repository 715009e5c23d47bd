// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/words.h"

#include <algorithm>

#include "subtitles/khmer/boundary_model.h"
#include "subtitles/khmer/dictionary.h"
#include "subtitles/khmer/lexicon.h"
#include "subtitles/khmer/syllable.h"

namespace gatecast::khmer {
namespace {

constexpr float kDoubt = 1;  // taken for a score: the table does not vouch for the boundary

bool is_lone_consonant(std::u32string_view run, const std::vector<size_t>& starts, size_t n) {
    return starts[n + 1] - starts[n] == 1 && run[starts[n]] <= 0x17A2;  // independent vowels are words: ឬ
}

}  // namespace

struct WordFinder::Parts {
    Dictionary dictionary;
    BoundaryTable table = read_table(shipped_table_bytes());
    Lexicon lexicon;
};

WordFinder::WordFinder() : parts_(std::make_unique<Parts>()) {}
WordFinder::~WordFinder() = default;
WordFinder::WordFinder(WordFinder&&) noexcept = default;
WordFinder& WordFinder::operator=(WordFinder&&) noexcept = default;

std::vector<Boundary> WordFinder::find(std::u32string_view run) {
    std::vector<Boundary> boundaries;
    const std::vector<size_t> starts = syllable_starts(run);
    if (starts.size() < 3) return boundaries;
    const SyllableRun seen = syllable_run(run, starts, parts_->dictionary.word_begins(run, starts));
    const std::vector<uint8_t> words = words_from(seen, parts_->table.vocabulary);
    std::vector<float> scores(words.size(), 0);
    std::vector<uint8_t> likely = seen.dictionary;
    for (size_t n = 1; n < words.size(); ++n) {
        scores[n] = parts_->table.score(features_at(seen, words, n));
        likely[n] |= scores[n] > 0;
    }
    for (size_t n = 0; n < words.size(); ++n) {
        // A single consonant is hardly ever a word: more often half of a word with a doubled letter, as in សសរ.
        const bool alone = likely[n] && (n + 1 == words.size() || likely[n + 1]) && is_lone_consonant(run, starts, n);
        if (alone && n > 0) scores[n] = std::min(scores[n], -kDoubt);
        if (alone && n + 1 < words.size()) scores[n + 1] = std::min(scores[n + 1], -kDoubt);
    }
    const std::vector<Lexicon::Verdict> verdicts = parts_->lexicon.judge(seen, likely);
    boundaries.reserve(words.size());
    for (size_t n = 1; n < words.size(); ++n) {
        boundaries.push_back(
            {starts[n], seen.dictionary[n] != 0, scores[n], verdicts[n].inside_compound, verdicts[n].leans});
    }
    return boundaries;
}

}  // namespace gatecast::khmer
