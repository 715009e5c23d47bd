// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "subtitles/encoding/code_pages.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/encoding/judge.h"
#include "subtitles/encoding/unicode_form.h"
#include "subtitles/khmer/legacy.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

/// Text as the bytes that an old program wrote for an old font; what no byte stands for is 0, which is no letter.
std::string font_bytes(std::u32string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (const char32_t c : text) bytes.push_back(static_cast<char>(std::max(windows_1252_byte(c), 0)));
    return bytes;
}

bool is_of_a_font(char32_t c) {
    return c >= 0x80 && windows_1252_byte(c) >= 0;
}

}  // namespace

Detected detect_encoding(std::string_view bytes) {
    Detected detected;
    if (const auto form = unicode_form(bytes)) {
        detected.encoding = form->encoding;
        detected.certain = form->certain;
        const std::string text = decode(bytes, form->encoding).text;
        detected.font = font_encoding(text);
        detected.suspected_legacy_khmer = !detected.font && khmer::looks_like_old_font(text);
        return detected;
    }
    Judgement judgement = judge(bytes);
    detected.readings = std::move(judgement.readings);
    if (judgement.clear) detected.encoding = detected.readings.front().encoding;
    const bool vietnamese = detected.encoding && *detected.encoding != Encoding::kWindows1252;
    detected.suspected_legacy_khmer =
        !vietnamese && khmer::looks_like_old_font(decode(bytes, Encoding::kWindows1252).text);
    return detected;
}

std::optional<Encoding> font_encoding(std::string_view utf8) {
    constexpr int kFewestLetters = 3;
    const std::u32string text = to_utf32(utf8);
    const auto old = std::count_if(text.begin(), text.end(), is_of_a_font);
    const auto other =
        std::count_if(text.begin(), text.end(), [](char32_t c) { return c >= 0x80 && !is_of_a_font(c); });
    if (old < kFewestLetters || other > 0) return std::nullopt;
    const Judgement judgement = judge(font_bytes(text));
    const Encoding best = judgement.readings.front().encoding;
    const bool font = best == Encoding::kTcvn3 || best == Encoding::kVni;
    return judgement.clear && font ? std::optional(best) : std::nullopt;
}

std::string from_font_encoding(std::string_view utf8, Encoding font) {
    const std::u32string text = to_utf32(utf8);
    std::string result;
    for (size_t from = 0; from < text.size();) {
        size_t until = from;
        while (until < text.size() && windows_1252_byte(text[until]) >= 0) ++until;
        if (until == from) ++until;
        const std::u32string_view piece = std::u32string_view(text).substr(from, until - from);
        const bool letters = windows_1252_byte(piece.front()) >= 0;
        result += letters ? decode(font_bytes(piece), font).text : to_utf8(piece);
        from = until;
    }
    return result;
}

}  // namespace gatecast
