// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/encoding.h"

#include <algorithm>

#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr EncodingName kNames[] = {
    {Encoding::kUtf8, "utf-8", N_("Unicode, as everything writes it today")},
    {Encoding::kUtf16le, "utf-16le", N_("Unicode of Windows (Notepad's \"Unicode\")")},
    {Encoding::kUtf16be, "utf-16be", N_("Unicode, high byte first")},
    {Encoding::kTcvn3, "tcvn3", N_("Vietnamese, fonts .VnTime (ABC)")},
    {Encoding::kTcvn3Capitals, "tcvn3-capitals", N_("Vietnamese, capital fonts .VnTimeH (ABC)")},
    {Encoding::kVni, "vni", N_("Vietnamese, fonts VNI-Times")},
    {Encoding::kViscii, "viscii", N_("Vietnamese, VISCII")},
    {Encoding::kWindows1258, "windows-1258", N_("Vietnamese of Windows, code page 1258")},
    {Encoding::kWindows1252, "windows-1252", N_("Western European of Windows, code page 1252")},
};

}  // namespace

std::span<const EncodingName> encoding_names() {
    return kNames;
}

std::optional<Encoding> encoding_named(std::string_view name) {
    for (const EncodingName& each : kNames) {
        if (name == each.name) return each.encoding;
    }
    return std::nullopt;
}

const char* name_of(Encoding encoding) {
    for (const EncodingName& each : kNames) {
        if (encoding == each.encoding) return each.name;
    }
    return "";
}

Detected detect_encoding(std::string_view bytes) {
    Detected detected;
    detected.certain = true;
    if (bytes.starts_with("\xFF\xFE")) {
        detected.encoding = Encoding::kUtf16le;
    } else if (bytes.starts_with("\xFE\xFF")) {
        detected.encoding = Encoding::kUtf16be;
    } else if (is_utf8(bytes)) {
        detected.encoding = Encoding::kUtf8;
    } else {
        detected.certain = false;
    }
    return detected;
}

Decoded decode(std::string_view bytes, Encoding encoding) {
    Decoded decoded;
    if (encoding == Encoding::kUtf16le || encoding == Encoding::kUtf16be) {
        const bool little = encoding == Encoding::kUtf16le;
        std::u32string text;
        for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
            const auto a = static_cast<unsigned char>(bytes[at]);
            const auto b = static_cast<unsigned char>(bytes[at + 1]);
            text.push_back(little ? static_cast<char32_t>(b << 8 | a) : static_cast<char32_t>(a << 8 | b));
        }
        if (text.starts_with(U'\uFEFF')) text.erase(0, 1);
        decoded.text = to_utf8(text);
    } else {
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        decoded.text = to_utf8(to_utf32(bytes));
    }
    return decoded;
}

}  // namespace gatecast
