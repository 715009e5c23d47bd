// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/vietnamese/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "subtitles/utf8.h"

namespace gatecast::vietnamese {
namespace {

bool is_ascii(char c) {
    return (c & 0x80) == 0;
}

}  // namespace

char32_t bare(char32_t c) {
    if (c < 0x80) return c;
    if (c == U'đ') return U'd';
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString apart;
    if (U_FAILURE(status) || !nfd->getDecomposition(static_cast<UChar32>(c), apart)) return c;
    return static_cast<char32_t>(apart.char32At(0));
}

std::string lower(std::string_view text) {
    if (std::ranges::all_of(text, is_ascii)) {
        std::string small(text);
        for (char& c : small) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        return small;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    const auto piece = icu::StringPiece(text.data(), static_cast<int32_t>(text.size()));
    icu::UnicodeString composed = icu::UnicodeString::fromUTF8(piece);
    if (U_SUCCESS(status)) composed = nfc->normalize(composed, status);
    std::string small;
    composed.toLower().toUTF8String(small);
    return small;
}

bool written_as(std::string_view written, std::string_view word) {
    return written.size() <= word.size() && length_written_as(written, word) == written.size();
}

size_t length_written_as(std::string_view written, std::string_view word) {
    size_t at = 0;
    for (size_t n = 0; n < word.size(); ++at) {
        if (at == written.size()) return std::string_view::npos;
        if (written[at] == word[n]) {
            ++n;
        } else if (is_ascii(word[n]) || !is_ascii(written[at]) ||
                   bare(next_code_point(word, n)) != static_cast<char32_t>(written[at])) {
            return std::string_view::npos;
        }
    }
    return at;
}

}  // namespace gatecast::vietnamese
