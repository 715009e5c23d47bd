// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/words.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "subtitles/khmer/syllable.h"

namespace gatecast::khmer {

struct WordFinder::Parts {
    std::unique_ptr<icu::BreakIterator> words;
    icu::UnicodeString text;
};

WordFinder::WordFinder() : parts_(std::make_unique<Parts>()) {
    UErrorCode status = U_ZERO_ERROR;
    parts_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale("km"), status));
    if (U_FAILURE(status)) parts_->words.reset();
}
WordFinder::~WordFinder() = default;
WordFinder::WordFinder(WordFinder&&) noexcept = default;
WordFinder& WordFinder::operator=(WordFinder&&) noexcept = default;

std::vector<Boundary> WordFinder::find(std::u32string_view run) {
    std::vector<Boundary> boundaries;
    const std::vector<size_t> starts = syllable_starts(run);
    for (size_t n = 1; n + 1 < starts.size(); ++n) boundaries.push_back({starts[n], false, -6});
    if (!parts_->words || boundaries.empty()) return boundaries;
    parts_->text.remove();
    for (const char32_t c : run) parts_->text.append(static_cast<char16_t>(c));
    parts_->words->setText(parts_->text);
    size_t next = 0;
    for (int32_t at = parts_->words->next(); at != icu::BreakIterator::DONE; at = parts_->words->next()) {
        while (next < boundaries.size() && boundaries[next].at < static_cast<size_t>(at)) ++next;
        if (next == boundaries.size() || boundaries[next].at != static_cast<size_t>(at)) continue;
        boundaries[next].dictionary = true;
        boundaries[next].score = 6;
    }
    return boundaries;
}

}  // namespace gatecast::khmer
