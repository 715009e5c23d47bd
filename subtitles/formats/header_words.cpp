// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/header_words.h"

#include <algorithm>

#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

constexpr size_t kLongestTitle = 100;  // bytes; a cue is longer, or has none of the words

bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

/// The tag that all of `text` is: "lo", "cmo-Khmr". `sure`: short words could be anything.
std::string tag_of(std::string_view text, bool sure) {
    if (text.find_first_of(" /.") != text.npos) return {};
    if (sure && text.size() != 2 && text.find('-') == text.npos) return {};
    return language_tag(text);
}

bool parts_words(char32_t c) {
    return std::u32string_view(U" \n\r\t\v_./|:;,*-–()[]{}\"").find(c) != std::u32string_view::npos;
}

/// How many bytes of `text` are `word`, its marks there or, in a text of ASCII, left out; 0: it does not begin so.
size_t length_of(std::string_view word, std::string_view text, bool ascii) {
    const bool first_tells = !ascii || (word.front() & 0x80) == 0;  // asked before anything that costs a call
    if (text.empty() || (first_tells && text.front() != word.front())) return 0;
    if (!ascii) return text.starts_with(word) ? word.size() : 0;
    const size_t length = vietnamese::length_written_as(text, word);
    return length == text.npos ? 0 : length;
}

/// The word that is all of a title; one without marks goes before one that has them.
const HeaderWord* whole(std::string_view title) {
    const bool ascii = is_ascii(title);
    const HeaderWord* unmarked = nullptr;
    for (const HeaderWord& each : header_words()) {
        if (title == each.words) return &each;
        if (ascii && !unmarked && !title.empty() && length_of(each.words, title, ascii) == title.size())
            unmarked = &each;
    }
    return unmarked;
}

/// The first word of the table that stands somewhere in a title.
const HeaderWord* within(std::string_view title) {
    const std::span<const HeaderWord> words = header_words();
    const bool ascii = is_ascii(title);
    auto first = words.end();
    for (size_t from = 0; from < title.size(); from = std::min(title.find(' ', from), title.size() - 1) + 1) {
        first = std::find_if(words.begin(), first, [&](const HeaderWord& each) {
            const size_t length = each.alone ? 0 : length_of(each.words, title.substr(from), ascii);
            return length > 0 && (from + length == title.size() || title[from + length] == ' ');
        });
    }
    return first == words.end() ? nullptr : &*first;
}

}  // namespace

std::string title_words(std::string_view text) {
    std::string words;
    for (const char32_t c : to_utf32(vietnamese::lower(text))) {
        if (!parts_words(c))
            append_utf8(words, c);
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

Column read_title(std::string_view title) {
    Column column;
    if (title.size() > kLongestTitle) return column;
    const size_t first = title.find_first_not_of(" \n\t");
    if (first == title.npos) return column;
    title = title.substr(first, title.find_last_not_of(" \n\t") - first + 1);
    column.title = std::string(title);
    std::ranges::replace(column.title, '\n', ' ');

    const size_t open = title.find_first_of("([");
    const std::string_view outside = title.substr(0, open);
    const size_t close = open == title.npos ? title.npos : title.find_first_of(")]", open);
    const std::string_view inside = open == title.npos ? "" : title.substr(open + 1, close - open - 1);

    const HeaderWord* word = whole(title_words(outside));
    for (size_t from = 0; from < outside.size() && !word;) {  // "Vào / In"
        const size_t until = std::min(outside.find_first_of("/|\n", from), outside.size());
        word = whole(title_words(outside.substr(from, until - from)));
        from = until + 1;
    }
    if (!word) word = within(title_words(title));
    if (word) column.role = word->role;
    if (word) column.language = word->language;
    if (word && word->role != ColumnRole::kText) return column;

    // In brackets, or the title itself, the exact tag.
    const HeaderWord* explained = inside.empty() ? nullptr : whole(title_words(inside));
    std::string tag = explained ? explained->language : tag_of(inside, !word);
    if (tag.empty() && !word) tag = title.find('-') == title.npos ? "" : tag_of(title, true);
    if (!tag.empty()) column = {ColumnRole::kText, tag, column.title};
    return column;
}

}  // namespace gatecast
