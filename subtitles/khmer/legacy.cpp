// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/legacy.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "subtitles/encoding/judge.h"
#include "subtitles/english.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/syllable.h"

namespace gatecast::khmer {
namespace {

using Text = std::u32string_view;

constexpr size_t kMostBytes = 20000;
constexpr int kFewestOddWords = 2;
constexpr double kOddShare = 0.4;
constexpr double kKnownShare = 0.15;

bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c));
}

/// A word without the punctuation around it.
Text trimmed(Text word) {
    while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
    while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
    return word;
}

/// "{\an8}", "<i>", "</font>": not the bracket that the fonts draw as a letter.
size_t markup_end(Text text, size_t at) {
    const char32_t closing = text[at] == U'<' ? U'>' : text[at] == U'{' ? U'}' : 0;
    if (closing == 0 || at + 1 >= text.size()) return at;
    const size_t end = text.find(closing, at);
    if (end == Text::npos) return at;
    const Text inner = text.substr(at + 1, end - at - 1);
    const bool override_tag = closing == U'}' && inner.starts_with(U'\\');
    const bool tag = closing == U'>' && (inner.starts_with(U'/') || inner.size() == 1 || inner.starts_with(U"font") ||
                                         inner.starts_with(U"c.") || inner.starts_with(U"v "));
    return override_tag || tag ? end + 1 : at;
}

std::u32string lower(Text word) {
    std::u32string small(word);
    for (char32_t& c : small) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    return small;
}

/// A name: "McDonald", "YouTube", an address.
bool is_address(Text word) {
    return word.find(U"www.") != Text::npos || word.find(U"://") != Text::npos || word.find(U'@') != Text::npos ||
           word.find(U'/') != Text::npos;
}

/// Something stands inside the word that no Latin spelling puts there.
bool is_odd(Text word) {
    constexpr Text kInnerSigns = U"<>()[]{};:=|*^$#_!+\"~%\\&";
    constexpr size_t kShortestMixed = 4;
    bool marked = false;
    for (size_t n = 1; n < word.size(); ++n) {
        const bool capital = u_isupper(static_cast<UChar32>(word[n])) && u_islower(static_cast<UChar32>(word[n - 1]));
        if (capital && word.size() >= kShortestMixed) return true;
        const bool latin1 = word[n] >= 0x80 && word[n] < 0x100;
        if (kInnerSigns.find(word[n]) != Text::npos || (latin1 && !is_letter(word[n]))) return true;
        marked = marked || latin1;
    }
    return marked && !is_western_word(word) && !vietnamese::is_syllable(lower(word));
}

/// How many words there are, and of which kind.
struct Census {
    int words = 0;
    int odd = 0;
    int known = 0;
};

Census counted(Text text) {
    Census census;
    for (size_t from = 0; from < text.size();) {
        const size_t behind = markup_end(text, from);
        if (behind != from || u_isspace(static_cast<UChar32>(text[from]))) {
            from = std::max(behind, from + 1);
            continue;
        }
        size_t until = from;
        while (until < text.size() && !u_isspace(static_cast<UChar32>(text[until])) && markup_end(text, until) == until)
            ++until;
        const Text word = trimmed(text.substr(from, until - from));
        from = until;
        if (word.size() < 2 || is_address(word)) continue;
        const std::u32string small = lower(word);
        ++census.words;
        const bool marked = std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= 0x80; });
        if ((marked && vietnamese::is_syllable(small)) || is_common_english(small)) {
            ++census.known;
        } else if (is_odd(word)) {
            ++census.odd;
        }
    }
    return census;
}

}  // namespace

bool looks_like_old_font(std::string_view utf8) {
    const std::u32string text = to_utf32(utf8.substr(0, kMostBytes));
    if (std::any_of(text.begin(), text.end(), is_khmer)) return false;
    const Census census = counted(text);
    return census.odd >= kFewestOddWords && census.odd >= kOddShare * census.words &&
           census.known <= kKnownShare * census.words;
}

}  // namespace gatecast::khmer
