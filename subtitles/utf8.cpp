// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/utf8.h"

#include <array>

namespace gatecast {
namespace {

/// One code point and the bytes it takes; ill-formed: U+FFFD and the bytes that cannot belong to another.
struct Step {
    char32_t c;
    size_t bytes;
    bool good;
};

Step step(std::string_view text, size_t at) {
    const auto byte = [&](size_t n) { return static_cast<unsigned char>(text[at + n]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return {first, 1, true};
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return {0xFFFD, 1, false};
    char32_t c = first & (0xFFU >> (length + 1));
    for (size_t n = 1; n < length; ++n) {
        if (at + n >= text.size() || (byte(n) & 0xC0) != 0x80) return {0xFFFD, n, false};
        c = (c << 6) | (byte(n) & 0x3FU);
        const bool overlong = n == 1 && ((first == 0xE0 && c < 0x20) || (first == 0xF0 && c < 0x10));
        const bool outside = n == 1 && ((first == 0xED && c > 0x35F) || (first == 0xF4 && c > 0x10F));
        if (overlong || outside) return {0xFFFD, 1, false};
    }
    return {c, length, true};
}

constexpr size_t kMostBytes = 4;

/// Writes a code point; the answer is where the next one goes.
char* put_utf8(char* to, char32_t c) {
    const auto tail = [&](int shift) { *to++ = static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        *to++ = static_cast<char>(c);
    } else if (c < 0x800) {
        *to++ = static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        *to++ = static_cast<char>(0xE0 | (c >> 12));
        tail(6);
        tail(0);
    } else {
        *to++ = static_cast<char>(0xF0 | (c >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
    return to;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (size_t at = 0; at < bytes.size();) {
        const Step next = step(bytes, at);
        if (!next.good) return false;
        at += next.bytes;
    }
    return true;
}

char32_t next_code_point(std::string_view utf8, size_t& at) {
    const Step next = step(utf8, at);
    at += next.bytes;
    return next.c;
}

std::u32string to_utf32(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    for (size_t at = 0; at < utf8.size();) text.push_back(next_code_point(utf8, at));
    return text;
}

CodePoints code_points(std::string_view utf8) {
    CodePoints points;
    points.text.reserve(utf8.size());
    points.offsets.reserve(utf8.size() + 1);
    for (size_t at = 0; at < utf8.size();) {
        const Step next = step(utf8, at);
        points.text.push_back(next.c);
        points.offsets.push_back(at);
        at += next.bytes;
    }
    points.offsets.push_back(utf8.size());
    return points;
}

void append_utf8(std::string& to, char32_t c) {
    std::array<char, kMostBytes> bytes{};
    to.append(bytes.data(), static_cast<size_t>(put_utf8(bytes.data(), c) - bytes.data()));
}

std::string to_utf8(std::u32string_view text) {
    std::string utf8(text.size() * kMostBytes, '\0');
    char* end = utf8.data();
    for (const char32_t c : text) end = put_utf8(end, c);
    utf8.resize(static_cast<size_t>(end - utf8.data()));
    return utf8;
}

}  // namespace gatecast
