// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/search_text.h"

#include <unicode/uchar.h>

#include "subtitles/language.h"
#include "subtitles/normalise.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

bool is_word_letter(char32_t c) {
    const auto category = U_MASK(u_charType(static_cast<UChar32>(c)));
    return (category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

/// Composed, without zero-width characters, in small letters.
std::u32string prepared(std::string_view text) {
    return to_utf32(vietnamese::lower(folded_for_lookup(normalised(text, "vi"))));
}

std::string bare_of(std::u32string_view word) {
    std::string bare;
    for (const char32_t c : word)
        if (script_of(c) == Script::kKhmer || (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) == 0)
            append_utf8(bare, vietnamese::bare(c));
    return bare;
}

/// Stretches of letters and figures of one script.
std::vector<std::u32string> stretches(std::u32string_view text) {
    std::vector<std::u32string> found;
    bool inside = false, khmer = false;
    for (const char32_t c : text) {
        if (!is_word_letter(c)) {
            inside = false;
            continue;
        }
        const bool is_khmer = script_of(c) == Script::kKhmer;
        if (!inside || is_khmer != khmer) found.emplace_back();
        found.back() += c;
        inside = true;
        khmer = is_khmer;
    }
    return found;
}

void add_word(std::string& text, std::string_view word) {
    if (word.empty()) return;
    if (!text.empty()) text += ' ';
    text += word;
}

std::string as_phrase(std::string_view word) {
    return '"' + std::string(word) + '"';  // letters and figures only: nothing to escape
}

}  // namespace

std::string folded_words(std::string_view text) {
    std::string words;
    for (const std::u32string& stretch : stretches(prepared(text))) add_word(words, bare_of(stretch));
    return words;
}

std::vector<std::string> SearchText::khmer_words(std::u32string_view run) {
    std::vector<std::string> words;
    size_t from = 0;
    for (const khmer::Boundary& boundary : finder_.find(run)) {
        if (!boundary.dictionary && boundary.score <= 0) continue;
        words.push_back(to_utf8(run.substr(from, boundary.at - from)));
        from = boundary.at;
    }
    words.push_back(to_utf8(run.substr(from)));
    return words;
}

std::vector<SearchText::Word> SearchText::words_of(std::string_view text) {
    std::vector<Word> words;
    for (const std::u32string& stretch : stretches(prepared(text))) {
        if (script_of(stretch.front()) == Script::kKhmer) {
            words.push_back({khmer_words(stretch), {}});
            continue;
        }
        std::string bare = bare_of(stretch), marked = to_utf8(stretch);
        if (bare.empty()) continue;
        if (marked == bare) marked.clear();
        words.push_back({{std::move(bare)}, std::move(marked)});
    }
    return words;
}

std::string SearchText::index_words(std::string_view text) {
    std::string indexed;
    for (const Word& word : words_of(text))
        for (const std::string& part : word.parts) add_word(indexed, part);
    return indexed;
}

std::string SearchText::marked_words(std::string_view text) {
    std::string marked;
    for (const Word& word : words_of(text)) add_word(marked, word.marked);
    return marked;
}

std::string SearchText::match_expression(std::string_view query) {
    std::string all;
    for (const Word& word : words_of(query)) {
        std::string parts;
        for (const std::string& part : word.parts) add_word(parts, part);
        const std::string begun = as_phrase(parts) + (parts.size() > 1 ? " *" : "");
        all += (all.empty() ? "" : " AND ") +
               (word.marked.empty() ? begun : "(" + begun + " OR marked : " + as_phrase(word.marked) + ")");
    }
    return all;
}

}  // namespace gatecast
