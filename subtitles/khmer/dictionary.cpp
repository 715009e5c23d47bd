// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/dictionary.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/uvernum.h>

#include "presets/message.h"

namespace gatecast::khmer {

struct Dictionary::Parts {
    std::unique_ptr<icu::BreakIterator> words;
    icu::UnicodeString text;
};

Dictionary::Dictionary() : parts_(std::make_unique<Parts>()) {
    UErrorCode status = U_ZERO_ERROR;
    parts_->words.reset(icu::BreakIterator::createWordInstance(icu::Locale("km"), status));
    if (U_FAILURE(status)) throw Error(message("The Unicode library ICU has no Khmer words. Install libicu72 again."));
}
Dictionary::~Dictionary() = default;
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;

std::vector<uint8_t> Dictionary::word_begins(std::u32string_view run, const std::vector<size_t>& starts) {
    std::vector<uint8_t> begins(starts.empty() ? 0 : starts.size() - 1, 0);
    if (begins.empty()) return begins;
    parts_->text.remove();
    for (const char32_t c : run) parts_->text.append(static_cast<char16_t>(c));
    parts_->words->setText(parts_->text);
    begins[0] = 1;
    size_t n = 0;
    for (int32_t at = parts_->words->next(); at != icu::BreakIterator::DONE; at = parts_->words->next()) {
        while (n < begins.size() && starts[n] < static_cast<size_t>(at)) ++n;
        if (n < begins.size() && starts[n] == static_cast<size_t>(at)) begins[n] = 1;
    }
    return begins;
}

const char* Dictionary::version() {
    return U_ICU_VERSION;
}

}  // namespace gatecast::khmer
