// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/vietnamese/letters.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "subtitles/utf8.h"

namespace gatecast::vietnamese {

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
    const std::u32string a = to_utf32(written);
    const std::u32string b = to_utf32(word);
    if (a.size() != b.size()) return false;
    for (size_t n = 0; n < a.size(); ++n) {
        if (a[n] != b[n] && a[n] != bare(b[n])) return false;
    }
    return true;
}

}  // namespace gatecast::vietnamese
