// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/uchar.h>

#include <algorithm>

#include "subtitles/english.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/compose.h"
#include "subtitles/vietnamese/syllable.h"

namespace gatecast {
namespace {

struct Census {
    int khmer = 0;   // letters
    int latin = 0;   // letters
    int other = 0;   // letters
    int words = 0;   // Latin ones
    int marked = 0;  // Vietnamese beyond doubt by their marks
    int bare = 0;    // could be Vietnamese without marks
    int english = 0;
};

void count_word(std::u32string_view word, Census& census) {
    std::u32string small(word);
    for (char32_t& c : small) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    ++census.words;
    const bool ascii = std::all_of(small.begin(), small.end(), [](char32_t c) { return c < 0x80; });
    if (!ascii) {
        census.marked += vietnamese::is_syllable(small) ? 1 : 0;
    } else if (is_common_english(small)) {
        ++census.english;
    } else {
        census.bare += vietnamese::is_bare_syllable(small) ? 1 : 0;
    }
}

Census counted(std::u32string_view text) {
    Census census;
    for (size_t from = 0; from < text.size();) {
        const Script script = script_of(text[from]);
        census.khmer += script == Script::kKhmer ? 1 : 0;
        census.other += script == Script::kOther ? 1 : 0;
        size_t until = from + 1;
        if (script == Script::kLatin) {
            while (until < text.size() && script_of(text[until]) == Script::kLatin) ++until;
            census.latin += static_cast<int>(until - from);
            count_word(text.substr(from, until - from), census);
        }
        from = until;
    }
    return census;
}

}  // namespace

std::string language_of_text(std::string_view text) {
    constexpr size_t kMostBytes = 20000;
    constexpr double kMarkedShare = 0.25;
    constexpr double kEnglishShare = 0.2;
    constexpr double kBareShare = 0.9;
    constexpr int kFewestBare = 4;
    const Census census = counted(vietnamese::composed(to_utf32(text.substr(0, kMostBytes))));
    if (census.khmer > census.latin + census.other) return "km";
    if (census.other > census.latin || census.words == 0) return "";
    const double words = census.words;
    if (census.marked > census.english && census.marked >= kMarkedShare * words) return "vi";
    if (census.english > census.marked && census.english >= kEnglishShare * words) return "en";
    const bool unmarked =
        census.english == 0 && census.bare >= kFewestBare && census.bare + census.marked >= kBareShare * words;
    return unmarked ? "vi" : "";
}

}  // namespace gatecast
