// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/folded.h"

#include "subtitles/formats/lines.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

constexpr char32_t kNoBreakSpace = 0xA0;

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == kNoBreakSpace || c == 0x3000 || c == 0x200B;
}

std::string with_single_blanks(std::string_view text, bool bare) {
    std::string kept;
    for (const char32_t c : to_utf32(vietnamese::lower(text))) {
        if (!is_blank(c))
            append_utf8(kept, bare ? vietnamese::bare(c) : c);
        else if (!kept.empty() && kept.back() != ' ')
            kept += ' ';
    }
    if (kept.ends_with(' ')) kept.pop_back();
    return kept;
}

}  // namespace

std::string folded(std::string_view text) {
    return with_single_blanks(text, false);
}

std::string folded_bare(std::string_view text) {
    return with_single_blanks(text, true);
}

std::string slug_of(std::string_view text) {
    constexpr size_t kLongest = 48;
    std::string slug;
    for (const char c : folded_bare(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            slug += c;
        else if (!slug.empty() && slug.back() != '-' && (c & 0x80) == 0)
            slug += '-';
    }
    if (slug.size() > kLongest)
        slug.resize(slug.rfind('-', kLongest) > kLongest / 2 ? slug.rfind('-', kLongest) : kLongest);
    while (slug.ends_with('-')) slug.pop_back();
    return slug;
}

std::vector<std::string> split_list(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of(separators), text.size());
        const std::string_view part = trimmed(text.substr(0, end));
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

}  // namespace gatecast
