// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/normalise.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "subtitles/utf8.h"

namespace gatecast {

Normalised normalise(std::string_view text, std::string_view) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    const CodePoints points = code_points(text);
    Normalised result;
    for (size_t from = 0; from < points.text.size();) {
        size_t until = from + 1;
        while (until < points.text.size() && !nfc->hasBoundaryBefore(static_cast<UChar32>(points.text[until]))) ++until;
        icu::UnicodeString piece;
        for (size_t n = from; n < until; ++n) piece.append(static_cast<UChar32>(points.text[n]));
        nfc->normalize(piece, status).toUTF8String(result.text);
        result.origin.resize(result.text.size(), points.offsets[from]);
        from = until;
    }
    result.origin.push_back(text.size());
    return result;
}

std::string normalised(std::string_view text, std::string_view language) {
    return normalise(text, language).text;
}

std::string folded_for_lookup(std::string_view normalised_text) {
    constexpr std::u32string_view kInvisible = U"\u200B\u200C\u200D\u2060\uFEFF";
    std::u32string folded;
    for (char32_t c : to_utf32(normalised_text)) {
        if (kInvisible.find(c) != std::u32string_view::npos) continue;
        if (c == U'\u178A' && !folded.empty() && folded.back() == U'\u17D2') c = U'\u178F';
        folded.push_back(c);
    }
    return to_utf8(folded);
}

}  // namespace gatecast
