// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/header_words.h"

#include <algorithm>

#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

constexpr size_t kLongestTitle = 100;  // bytes; a cue is longer, or has none of the words

std::string without_marks(std::string_view text) {
    std::string bare;
    for (const char32_t c : to_utf32(text)) append_utf8(bare, vietnamese::bare(c));
    return bare;
}

std::string padded(std::string_view words) {
    return " " + std::string(words) + " ";
}

bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c & 0x80) != 0; });
}

/// The tag that all of `text` is: "lo", "cmo-Khmr". `sure`: short words could be anything.
std::string tag_of(std::string_view text, bool sure) {
    if (text.find_first_of(" /.") != text.npos) return {};
    if (sure && text.size() != 2 && text.find('-') == text.npos) return {};
    return language_tag(text);
}

}  // namespace

std::string title_words(std::string_view text) {
    std::string words;
    for (const char c : vietnamese::lower(text)) {
        const bool parts = std::string_view(" \n\r\t\v_./|:;,*-–()[]{}\"").find(c) != std::string_view::npos;
        if (!parts)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

TitleReader::TitleReader() {
    for (const HeaderWord& word : header_words()) {
        const std::string words = title_words(word.words);
        entries_.push_back({&word, padded(words), padded(without_marks(words))});
    }
}

const HeaderWord* TitleReader::whole(const std::string& words) const {
    const bool ascii = is_ascii(words);
    const std::string title = padded(words);
    for (const Entry& each : entries_)
        if (title == each.marked) return each.word;
    for (const Entry& each : entries_)
        if (ascii && title == each.bare) return each.word;
    return nullptr;
}

const HeaderWord* TitleReader::within(const std::string& words) const {
    const bool ascii = is_ascii(words);
    const std::string title = padded(words);
    for (const Entry& each : entries_)
        if (!each.word->alone && title.find(ascii ? each.bare : each.marked) != std::string::npos) return each.word;
    return nullptr;
}

Column TitleReader::read(std::string_view title) const {
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
