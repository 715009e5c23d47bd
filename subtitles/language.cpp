// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/language.h"

#include <unicode/uscript.h>

#include <array>

#include "subtitles/khmer/syllable.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

struct Alias {
    const char* written;  // lower case, with its Vietnamese marks; read with or without them
    const char* tag;
};

constexpr Alias kAliases[] = {
    {"vi", "vi"},          {"vn", "vi"},
    {"vie", "vi"},         {"vietnamese", "vi"},
    {"tiếng việt", "vi"},  {"việt", "vi"},
    {"việt nam", "vi"},    {"vietnam", "vi"},
    {"en", "en"},          {"eng", "en"},
    {"anh", "en"},         {"english", "en"},
    {"tiếng anh", "en"},   {"km", "km"},
    {"kh", "km"},          {"khm", "km"},
    {"khmer", "km"},       {"cam", "km"},
    {"campuchia", "km"},   {"ខ្មែរ", "km"},
    {"tiếng khmer", "km"}, {"sti", "sti"},
    {"stieng", "sti"},     {"s'tieng", "sti"},
    {"xtiêng", "sti"},     {"tiếng campuchia", "km"},
    {"cambodian", "km"},   {"cambodia", "km"},
    {"ភាសាខ្មែរ", "km"},    {"mnong", "cmo"},
    {"m'nông", "cmo"},     {"mơ nông", "cmo"},
    {"s'tiêng", "sti"},    {"stiêng", "sti"},
    {"mnông", "cmo"},
};

std::string spaced(std::string_view written) {
    std::string words;
    for (const char c : vietnamese::lower(written)) {
        const char as = c == '_' || c == '-' || c == '\t' ? ' ' : c;
        if (as != ' ' || (!words.empty() && words.back() != ' ')) words.push_back(as);
    }
    while (!words.empty() && words.back() == ' ') words.pop_back();
    return words;
}

}  // namespace

std::string language_tag(std::string_view written) {
    const std::string words = spaced(written);
    for (const Alias& alias : kAliases) {
        if (vietnamese::written_as(words, alias.written)) return alias.tag;
    }
    const size_t primary = written.find('-');
    const std::string_view language = written.substr(0, primary);
    if (primary != std::string_view::npos) {
        const std::string tag = language_tag(language);
        if (!tag.empty()) return tag + std::string(written.substr(primary));
    }
    const bool letters = language.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    return letters && (language.size() == 2 || language.size() == 3) ? std::string(written) : "";
}

std::string language_in_name(std::string_view file_name) {
    const size_t dot = file_name.rfind('.');
    const std::string_view stem = file_name.substr(0, dot);
    const size_t before = stem.find_last_of("._-()[] ");
    if (before == std::string_view::npos) return "";
    const std::string words = spaced(stem.substr(before + 1));
    for (const Alias& alias : kAliases) {
        if (vietnamese::written_as(words, alias.written)) return alias.tag;
    }
    return "";
}

Script script_of(char32_t c) {
    if (c < 0x80) return (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' ? Script::kLatin : Script::kCommon;
    if (khmer::is_khmer(c)) return Script::kKhmer;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED:
        case USCRIPT_UNKNOWN:
            return Script::kCommon;
        case USCRIPT_LATIN:
            return Script::kLatin;
        case USCRIPT_KHMER:
            return Script::kKhmer;
        default:
            return Script::kOther;
    }
}

Script script_of_language(std::string_view tag) {
    if (tag.find("-Khmr") != std::string_view::npos) return Script::kKhmer;
    if (tag.find("-Latn") != std::string_view::npos) return Script::kLatin;
    return tag.substr(0, tag.find('-')) == "km" ? Script::kKhmer : Script::kLatin;
}

}  // namespace gatecast
