// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/vni.h"

#include "subtitles/encoding/code_pages.h"

namespace gatecast {
namespace {

/// The vowels that take a second byte, in both cases, and what each second byte makes of them. '-': nothing.
/// The bytes of small letters; those of capitals are 0x20 less.
constexpr std::string_view kSeconds = "\xF9\xF8\xFB\xF5\xEF\xE2\xE1\xE0\xE5\xE3\xE4\xEA\xE9\xE8\xFA\xFC\xEB";
struct Row {
    unsigned char vowel;
    std::u32string_view small;
    std::u32string_view capital;
};
constexpr Row kRows[] = {
    {'a', U"áàảãạâấầẩẫậăắằẳẵặ", U"ÁÀẢÃẠÂẤẦẨẪẬĂẮẰẲẴẶ"},  {'e', U"éèẻẽẹêếềểễệ------", U"ÉÈẺẼẸÊẾỀỂỄỆ------"},
    {'o', U"óòỏõọôốồổỗộ------", U"ÓÒỎÕỌÔỐỒỔỖỘ------"},  {'u', U"úùủũụ------------", U"ÚÙỦŨỤ------------"},
    {'y', U"ýỳỷỹỵ------------", U"ÝỲỶỸỴ------------"},  {0xF4, U"ớờởỡợ------------", U"ỚỜỞỠỢ------------"},
    {0xF6, U"ứừửữự------------", U"ỨỪỬỮỰ------------"},
};

/// Letters of one byte.
struct Single {
    unsigned char byte;
    char32_t letter;
};
constexpr Single kSingles[] = {
    {0xF4, U'ơ'}, {0xF6, U'ư'}, {0xF1, U'đ'}, {0xED, U'í'}, {0xEC, U'ì'}, {0xE6, U'ỉ'},
    {0xF3, U'ĩ'}, {0xF2, U'ị'}, {0xEE, U'ỵ'}, {0xD4, U'Ơ'}, {0xD6, U'Ư'}, {0xD1, U'Đ'},
    {0xCD, U'Í'}, {0xCC, U'Ì'}, {0xC6, U'Ỉ'}, {0xD3, U'Ĩ'}, {0xD2, U'Ị'}, {0xCE, U'Ỵ'},
};

constexpr unsigned char kCaseBit = 0x20;

/// A capital with a second byte of either case is that capital; a small letter takes only small ones.
char32_t pair(unsigned char first, unsigned char second) {
    const bool capital = (first & kCaseBit) == 0;
    if (!capital && (second & kCaseBit) == 0) return 0;
    const size_t column = kSeconds.find(static_cast<char>(second | kCaseBit));
    if (second < 0xC0 || column == std::string_view::npos) return 0;
    for (const Row& row : kRows) {
        if (row.vowel != (first | kCaseBit)) continue;
        const char32_t letter = (capital ? row.capital : row.small)[column];
        return letter == U'-' ? 0 : letter;
    }
    return 0;
}

}  // namespace

VniLetter first_vni_letter(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes[0]);
    if (bytes.size() > 1) {
        if (const char32_t letter = pair(first, static_cast<unsigned char>(bytes[1]))) return {letter, 2};
    }
    if (first < 0x80) return {first, 1};
    for (const Single& each : kSingles) {
        if (each.byte == first) return {each.letter, 1};
    }
    // Letters take only part of the page: quotes and dashes of Windows stand where they always do.
    const char32_t mark = first < 0xC0 ? in_windows_1252(first) : U'\uFFFD';
    return {mark == U'\uFFFD' ? 0 : mark, 1};
}

bool is_vni_pair(char first, char second) {
    return pair(static_cast<unsigned char>(first), static_cast<unsigned char>(second)) != 0;
}

}  // namespace gatecast
