// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/text_language.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "subtitles/formats/lines.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr size_t kCuesToRead = 400;
constexpr double kSeveralShare = 0.2;       // of letters in the lesser script; names and numbers stay below
constexpr double kVietnameseShare = 0.08;   // of Latin letters with Vietnamese marks; Vietnamese prose has 0.2 to 0.3
constexpr double kEnglishWordShare = 0.08;  // of the words below; English prose has 0.3
// Words that no Vietnamese syllable without marks is.
constexpr std::array<std::string_view, 16> kEnglishWords{"the", "of",   "and",  "is",   "are", "you",  "with", "for",
                                                         "was", "that", "this", "have", "it",  "they", "from", "we"};

/// Letters that only Vietnamese and its neighbours use: đ ă ơ ư and everything with a tone above a marked vowel.
bool is_vietnamese_letter(char32_t c) {
    return (c >= 0x1EA0 && c <= 0x1EF9) || c == 0x102 || c == 0x103 || c == 0x110 || c == 0x111 || c == 0x1A0 ||
           c == 0x1A1 || c == 0x1AF || c == 0x1B0;
}

struct Counts {
    double khmer = 0, latin = 0, other = 0;
    double vietnamese = 0;  // among latin
    double accented = 0;    // among latin: not ASCII
    double words = 0, english_words = 0;
};

void count_words(std::string_view text, Counts& counts) {
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of(" \n.,!?;:\"'-"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        if (word.empty()) continue;
        ++counts.words;
        counts.english_words += std::any_of(kEnglishWords.begin(), kEnglishWords.end(),
                                            [&](std::string_view known) { return equal_ignoring_case(word, known); });
    }
}

Counts count(const std::vector<Cue>& cues) {
    Counts counts;
    for (size_t n = 0; n < std::min(cues.size(), kCuesToRead); ++n) {
        for (const char32_t c : to_utf32(cues[n].text)) {
            const Script script = script_of(c);
            counts.khmer += script == Script::kKhmer;
            counts.latin += script == Script::kLatin;
            counts.other += script == Script::kOther;
            counts.vietnamese += is_vietnamese_letter(c);
            counts.accented += script == Script::kLatin && c >= 0x80;
        }
        count_words(cues[n].text, counts);
    }
    return counts;
}

}  // namespace

TextLanguage language_of_text(const std::vector<Cue>& cues) {
    const Counts counts = count(cues);
    const double letters = counts.khmer + counts.latin + counts.other;
    TextLanguage found;
    if (letters == 0) return found;
    found.several = std::min(counts.khmer, counts.latin) > kSeveralShare * letters;
    if (found.several || counts.other > letters / 2) return found;
    if (counts.khmer > counts.latin) {
        found.language = "km";
    } else if (counts.vietnamese > kVietnameseShare * counts.latin) {
        found.language = "vi";
    } else if (counts.accented < 0.02 * counts.latin && counts.english_words > kEnglishWordShare * counts.words) {
        found.language = "en";
    }
    return found;
}

}  // namespace gatecast
