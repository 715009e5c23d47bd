// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/unicode_form.h"

#include <algorithm>

#include "subtitles/utf8.h"

namespace gatecast {
namespace {

/// What subtitles are made of: Latin with its marks, Khmer, punctuation, signs, halves of emoji. A text read with its
/// bytes swapped falls into Chinese and Korean instead.
constexpr bool is_expected(char32_t c) {
    constexpr struct {
        char32_t from, until;
    } kExpected[] = {{0x20, 0x7F},     {0xA0, 0x250},    {0x2B0, 0x370},   {0x1780, 0x1800}, {0x1E00, 0x1F00},
                     {0x2010, 0x2070}, {0x20A0, 0x20C0}, {0xD800, 0xE000}, {0xFEFF, 0xFF00}};
    if (c == '\n' || c == '\r' || c == '\t' || c == 0x200B || c == 0x200C || c == 0x200D) return true;
    return std::any_of(std::begin(kExpected), std::end(kExpected),
                       [c](const auto& range) { return c >= range.from && c < range.until; });
}

/// Share of expected characters among the pairs of bytes.
double expected_share(std::string_view bytes, bool little) {
    size_t expected = 0;
    const size_t units = bytes.size() / 2;
    for (size_t n = 0; n < units; ++n) {
        const auto a = static_cast<unsigned char>(bytes[2 * n]);
        const auto b = static_cast<unsigned char>(bytes[2 * n + 1]);
        expected += is_expected(static_cast<char32_t>(little ? b << 8 | a : a << 8 | b)) ? 1U : 0U;
    }
    return units == 0 ? 0 : static_cast<double>(expected) / static_cast<double>(units);
}

std::optional<Encoding> utf16_by_parity(std::string_view bytes) {
    constexpr double kIs = 0.97;
    constexpr double kIsNot = 0.7;
    const double little = expected_share(bytes, true);
    const double big = expected_share(bytes, false);
    if (little >= kIs && big <= kIsNot) return Encoding::kUtf16le;
    if (big >= kIs && little <= kIsNot) return Encoding::kUtf16be;
    return std::nullopt;
}

/// Many whole sequences and hardly a broken one: a damaged UTF-8 file, not another encoding.
bool is_damaged_utf8(std::string_view bytes) {
    constexpr size_t kEnough = 10;
    constexpr size_t kGoodForOneBad = 20;
    const CodePoints points = code_points(bytes);
    size_t good = 0;
    size_t bad = 0;
    for (const char32_t c : points.text) {
        good += c >= 0x80 && c != U'\uFFFD' ? 1U : 0U;
        bad += c == U'\uFFFD' ? 1U : 0U;
    }
    return good >= kEnough && good >= bad * kGoodForOneBad;
}

}  // namespace

std::optional<UnicodeForm> unicode_form(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return UnicodeForm{Encoding::kUtf8, true};
    if (bytes.starts_with("\xFF\xFE")) return UnicodeForm{Encoding::kUtf16le, true};
    if (bytes.starts_with("\xFE\xFF")) return UnicodeForm{Encoding::kUtf16be, true};
    const bool utf8 = is_utf8(bytes);
    if (!utf8 || bytes.find('\0') != std::string_view::npos) {
        if (const auto utf16 = utf16_by_parity(bytes)) return UnicodeForm{*utf16, true};
    }
    if (utf8) return UnicodeForm{Encoding::kUtf8, true};
    if (is_damaged_utf8(bytes)) return UnicodeForm{Encoding::kUtf8, false};
    return std::nullopt;
}

}  // namespace gatecast
