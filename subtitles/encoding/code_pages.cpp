// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/code_pages.h"

#include <string_view>

namespace gatecast {
namespace {

// clang-format off
constexpr char32_t kTcvn[] =
    U"ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"
    U"ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    U"\u00A0ĂÂÊÔƠƯĐăâêôơưđẰ"
    U"\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    U"ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    U"éẹềểễếệìỉỄẾỒĩíịò"
    U"Ổỏõóọồổỗốộờởỡớợù"
    U"ỖủũúụừửữứựỳỷỹýỵỐ";

constexpr char32_t kViscii[] =
    U"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    U"ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    U"Õắằặấầẩậẽẹếềểễệố"
    U"ồổỗỠƠộờởịỰỨỪỬơớƯ"
    U"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    U"ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    U"àáâãảăữẫèéêẻìíĩỉ"
    U"đựòóôõỏọụùúũủýợỮ";

constexpr char32_t kWindows1258[] =
    U"€\uFFFD‚ƒ„…†‡ˆ‰\uFFFD‹Œ\uFFFD\uFFFD\uFFFD"
    U"\uFFFD‘’“”•–—˜™\uFFFD›œ\uFFFD\uFFFDŸ"
    U"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    U"°±²³´µ¶·¸¹º»¼½¾¿"
    U"ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏ"
    U"ĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß"
    U"àáâăäåæçèéêë\u0301íîï"
    U"đñ\u0323óôơö÷øùúûüư₫ÿ";

constexpr char32_t kWindows1252[] =
    U"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD"
    U"\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"
    U"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
    U"°±²³´µ¶·¸¹º»¼½¾¿"
    U"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
    U"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
    U"àáâãäåæçèéêëìíîï"
    U"ðñòóôõö÷øùúûüýþÿ";
// clang-format on

/// Capitals that found no room above 0x7F.
struct LowLetter {
    unsigned char byte;
    char32_t letter;
};
constexpr LowLetter kTcvnLow[] = {{0x01, U'Ú'}, {0x02, U'Ụ'}, {0x04, U'Ừ'}, {0x05, U'Ử'}, {0x06, U'Ữ'}, {0x11, U'Ứ'},
                                  {0x12, U'Ự'}, {0x13, U'Ỳ'}, {0x14, U'Ỷ'}, {0x15, U'Ỹ'}, {0x16, U'Ý'}, {0x17, U'Ỵ'}};
constexpr LowLetter kVisciiLow[] = {{0x02, U'Ẳ'}, {0x05, U'Ẵ'}, {0x06, U'Ẫ'}, {0x14, U'Ỷ'}, {0x19, U'Ỹ'}, {0x1E, U'Ỵ'}};

template <size_t N>
char32_t low(const LowLetter (&letters)[N], unsigned char byte) {
    for (const LowLetter& each : letters) {
        if (each.byte == byte) return each.letter;
    }
    return byte;
}

}  // namespace

char32_t in_tcvn(unsigned char byte) {
    return byte < 0x20 ? low(kTcvnLow, byte) : byte < 0x80 ? byte : kTcvn[byte - 0x80];
}

char32_t in_viscii(unsigned char byte) {
    return byte < 0x20 ? low(kVisciiLow, byte) : byte < 0x80 ? byte : kViscii[byte - 0x80];
}

char32_t in_windows_1258(unsigned char byte) {
    return byte < 0x80 ? byte : kWindows1258[byte - 0x80];
}

char32_t in_windows_1252(unsigned char byte) {
    return byte < 0x80 ? byte : kWindows1252[byte - 0x80];
}

int windows_1252_byte(char32_t c) {
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) return static_cast<int>(c);
    if (c == 0xFFFD) return -1;
    const size_t place = std::u32string_view(kWindows1252, 0x20).find(c);
    return place == std::u32string_view::npos ? -1 : static_cast<int>(0x80 + place);
}

}  // namespace gatecast
