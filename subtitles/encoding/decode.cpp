// SPDX-License-Identifier: GPL-3.0-or-later
#include <unicode/uchar.h>

#include <algorithm>

#include "subtitles/encoding/code_pages.h"
#include "subtitles/encoding/encoding.h"
#include "subtitles/encoding/vni.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/compose.h"
#include "subtitles/vietnamese/syllable.h"

namespace gatecast {
namespace {

/// Collects what is read and the lines where something could not be.
class Sheet {
public:
    void put(char32_t c) {
        const bool second_half = c == '\n' && !text_.empty() && text_.back() == '\r';
        if ((c == '\n' || c == '\r') && !second_half) ++line_;
        text_.push_back(c);
    }
    void damage() {
        text_.push_back(U'\uFFFD');
        if (lines_.empty() || lines_.back() != line_) lines_.push_back(line_);
    }
    [[nodiscard]] Decoded finished() { return {to_utf8(text_), std::move(lines_)}; }
    [[nodiscard]] Decoded composed() { return {to_utf8(vietnamese::composed(text_)), std::move(lines_)}; }

private:
    std::u32string text_;
    std::vector<int> lines_;
    int line_ = 1;
};

constexpr unsigned char byte_at(std::string_view bytes, size_t n) {
    return static_cast<unsigned char>(bytes[n]);
}

Decoded decode_utf8(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const CodePoints points = code_points(bytes);
    Sheet sheet;
    for (size_t n = 0; n < points.text.size(); ++n) {
        const size_t from = points.offsets[n];
        const bool meant = bytes.substr(from, points.offsets[n + 1] - from) == "\xEF\xBF\xBD";
        if (points.text[n] == U'\uFFFD' && !meant) {
            sheet.damage();
        } else {
            sheet.put(points.text[n]);
        }
    }
    return sheet.finished();
}

Decoded decode_utf16(std::string_view bytes, bool little) {
    const auto unit = [&](size_t at) {
        const unsigned char a = byte_at(bytes, at);
        const unsigned char b = byte_at(bytes, at + 1);
        return static_cast<char32_t>(little ? b << 8 | a : a << 8 | b);
    };
    const auto is_high = [](char32_t c) { return c >= 0xD800 && c < 0xDC00; };
    const auto is_low = [](char32_t c) { return c >= 0xDC00 && c < 0xE000; };
    Sheet sheet;
    size_t at = bytes.size() >= 2 && unit(0) == 0xFEFF ? 2 : 0;
    for (; at + 1 < bytes.size(); at += 2) {
        const char32_t c = unit(at);
        if (is_high(c) && at + 3 < bytes.size() && is_low(unit(at + 2))) {
            sheet.put(0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00));
            at += 2;
        } else if (is_high(c) || is_low(c)) {
            sheet.damage();
        } else {
            sheet.put(c);
        }
    }
    if (at < bytes.size()) sheet.damage();
    return sheet.finished();
}

Decoded decode_page(std::string_view bytes, char32_t (*letter)(unsigned char)) {
    Sheet sheet;
    for (const char byte : bytes) {
        const char32_t c = letter(static_cast<unsigned char>(byte));
        if (c == U'\uFFFD') {
            sheet.damage();
        } else {
            sheet.put(c);
        }
    }
    return sheet.composed();
}

Decoded decode_vni(std::string_view bytes) {
    Sheet sheet;
    while (!bytes.empty()) {
        const VniLetter next = first_vni_letter(bytes);
        if (next.letter == 0) {
            sheet.damage();
        } else {
            sheet.put(next.letter);
        }
        bytes.remove_prefix(static_cast<size_t>(next.bytes));
    }
    return sheet.composed();
}

bool is_letter(unsigned char byte) {
    return byte >= 0x80 || (byte < 0x20 && in_tcvn(byte) != byte) || ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z');
}

/// Bytes where the full page of the standard has capitals with a tone; fonts don't, and there Windows' quotes stand.
constexpr bool is_rare_capital(unsigned char byte) {
    return byte < 0x20 || (byte >= 0x80 && byte < 0xA0);
}

/// Whether the rare capitals of a word are letters: the word must be one with them.
bool has_rare_capitals(std::string_view word) {
    constexpr std::string_view kQuotes = "\x85\x91\x92\x93\x94\x96\x97";
    if (word.size() == 1) return word.find_first_of(kQuotes) == std::string_view::npos;
    std::u32string letters;
    for (const char byte : word) letters.push_back(in_tcvn(static_cast<unsigned char>(byte)));
    std::u32string small = vietnamese::composed(letters);
    for (char32_t& c : small) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    return vietnamese::is_syllable(small);
}

Decoded decode_tcvn(std::string_view bytes) {
    Sheet sheet;
    for (size_t from = 0; from < bytes.size();) {
        size_t until = from;
        while (until < bytes.size() && is_letter(byte_at(bytes, until))) ++until;
        if (until == from) {
            sheet.put(byte_at(bytes, from++));
            continue;
        }
        const std::string_view word = bytes.substr(from, until - from);
        const bool rare = std::any_of(word.begin(), word.end(),
                                      [](char c) { return is_rare_capital(static_cast<unsigned char>(c)); });
        const bool letters = !rare || has_rare_capitals(word);
        for (const char each : word) {
            const auto byte = static_cast<unsigned char>(each);
            const char32_t c = !letters && is_rare_capital(byte) ? in_windows_1252(byte) : in_tcvn(byte);
            if (c == U'\uFFFD') {
                sheet.damage();
            } else {
                sheet.put(c);
            }
        }
        from = until;
    }
    return sheet.composed();
}

/// Where the text of a line begins that another program's keywords stand before: "Dialogue: 0,…,," of ASS.
size_t text_start(std::u32string_view line) {
    if (line.starts_with(U'[') || line.starts_with(U"Style:") || line.starts_with(U"Format:")) return line.size();
    if (!line.starts_with(U"Dialogue:") && !line.starts_with(U"Comment:")) return 0;
    constexpr int kCommasBeforeText = 9;
    size_t at = 0;
    for (int comma = 0; comma < kCommasBeforeText && at != std::u32string_view::npos; ++comma)
        at = line.find(U',', at + 1);
    return std::min(at, line.size());
}

/// The capital fonts draw every letter as a capital. What stands in tags and entities is no text.
std::string capitals(const std::string& text) {
    std::u32string result = to_utf32(text);
    for (size_t from = 0; from < result.size();) {
        const size_t until = std::min(result.find(U'\n', from), result.size());
        char32_t closing = 0;
        for (size_t n = from + text_start(std::u32string_view(result).substr(from, until - from)); n < until; ++n) {
            const char32_t c = result[n];
            if (closing == 0) closing = c == U'<' ? U'>' : c == U'{' ? U'}' : c == U'&' ? U';' : 0;
            if (closing != 0 && (c == closing || (closing == U';' && c == U' '))) closing = 0;
            if (closing == 0) result[n] = static_cast<char32_t>(u_toupper(static_cast<UChar32>(c)));
        }
        from = until + 1;
    }
    return to_utf8(result);
}

}  // namespace

Decoded decode(std::string_view bytes, Encoding encoding) {
    switch (encoding) {
        case Encoding::kUtf8:
            break;
        case Encoding::kUtf16le:
            return decode_utf16(bytes, true);
        case Encoding::kUtf16be:
            return decode_utf16(bytes, false);
        case Encoding::kTcvn3:
            return decode_tcvn(bytes);
        case Encoding::kTcvn3Capitals: {
            Decoded decoded = decode_tcvn(bytes);
            decoded.text = capitals(decoded.text);
            return decoded;
        }
        case Encoding::kVni:
            return decode_vni(bytes);
        case Encoding::kViscii:
            return decode_page(bytes, in_viscii);
        case Encoding::kWindows1258:
            return decode_page(bytes, in_windows_1258);
        case Encoding::kWindows1252:
            return decode_page(bytes, in_windows_1252);
    }
    return decode_utf8(bytes);
}

}  // namespace gatecast
