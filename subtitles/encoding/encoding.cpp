// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/encoding.h"

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

/// What other programs and people call them, without case and signs.
struct Alias {
    const char* name;
    Encoding encoding;
};
constexpr Alias kAliases[] = {
    {"unicode", Encoding::kUtf16le},      {"utf16", Encoding::kUtf16le},         {"abc", Encoding::kTcvn3},
    {"tcvn", Encoding::kTcvn3},           {"tcvn5712", Encoding::kTcvn3},        {"tcvn57121", Encoding::kTcvn3},
    {"vntime", Encoding::kTcvn3},         {"vntimeh", Encoding::kTcvn3Capitals}, {"vniwindows", Encoding::kVni},
    {"vnitimes", Encoding::kVni},         {"cp1258", Encoding::kWindows1258},    {"1258", Encoding::kWindows1258},
    {"cp1252", Encoding::kWindows1252},   {"1252", Encoding::kWindows1252},      {"latin1", Encoding::kWindows1252},
    {"iso88591", Encoding::kWindows1252}, {"ansi", Encoding::kWindows1252},
};

std::string letters_and_digits(std::string_view name) {
    std::string kept;
    for (const char c : name) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept.push_back(c);
        if (c >= 'A' && c <= 'Z') kept.push_back(static_cast<char>(c | 0x20));
    }
    return kept;
}

}  // namespace

std::span<const EncodingName> encoding_names() {
    return kNames;
}

std::optional<Encoding> encoding_named(std::string_view name) {
    const std::string wanted = letters_and_digits(name);
    for (const EncodingName& each : kNames) {
        if (wanted == letters_and_digits(each.name)) return each.encoding;
    }
    for (const Alias& each : kAliases) {
        if (wanted == each.name) return each.encoding;
    }
    return std::nullopt;
}

const char* name_of(Encoding encoding) {
    for (const EncodingName& each : kNames) {
        if (encoding == each.encoding) return each.name;
    }
    return "";
}

}  // namespace gatecast
