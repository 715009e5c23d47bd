// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/language.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "subtitles/khmer/syllable.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

struct Alias {
    const char* written;  // lower case, with its marks; read with or without them
    const char* tag;
    bool ordinary = false;  // also a word of ordinary Vietnamese: "hình ảnh", "cam"
};

constexpr Alias kAliases[] = {
    {"vi", "vi"},
    {"vn", "vi"},
    {"vie", "vi"},
    {"vietnamese", "vi"},
    {"vietnam", "vi"},
    {"việt", "vi", true},
    {"việt nam", "vi", true},
    {"tiếng việt", "vi"},
    {"tv", "vi", true},
    {"en", "en"},
    {"eng", "en"},
    {"english", "en"},
    {"anh", "en", true},
    {"tiếng anh", "en"},
    {"anh ngữ", "en"},
    {"km", "km"},
    {"kh", "km"},
    {"khm", "km"},
    {"khmer", "km"},
    {"khơ me", "km"},
    {"khơme", "km"},
    {"cam", "km", true},
    {"campuchia", "km"},
    {"cam pu chia", "km"},
    {"cambodia", "km"},
    {"cambodian", "km"},
    {"tiếng khmer", "km"},
    {"tiếng khơ me", "km"},
    {"tiếng khơme", "km"},
    {"tiếng cam", "km"},
    {"tiếng campuchia", "km"},
    {"ខ្មែរ", "km"},
    {"ភាសាខ្មែរ", "km"},
    {"វៀតណាម", "vi"},
    {"ភាសាវៀតណាម", "vi"},
    {"អង់គ្លេស", "en"},
    {"ភាសាអង់គ្លេស", "en"},
    {"sti", "sti"},
    {"stiêng", "sti"},
    {"s'tiêng", "sti"},
    {"xtiêng", "sti"},
    {"tiếng stiêng", "sti"},
    {"tiếng s'tiêng", "sti"},
    {"mnông", "cmo"},
    {"m'nông", "cmo"},
    {"mơ nông", "cmo"},
    {"tiếng mnông", "cmo"},
    {"tiếng m'nông", "cmo"},
    {"gia rai", "jra"},
    {"jrai", "jra"},
    {"ê đê", "rad"},
    {"rade", "rad"},
    {"ba na", "bdq"},
    {"bahnar", "bdq"},
    {"chăm", "cja", true},
    {"tiếng chăm", "cja"},
    {"zh", "zh"},
    {"chi", "zh", true},
    {"chinese", "zh"},
    {"trung", "zh", true},
    {"tiếng trung", "zh"},
    {"tiếng hoa", "zh"},
    {"fr", "fr"},
    {"fra", "fr"},
    {"fre", "fr"},
    {"french", "fr"},
    {"pháp", "fr", true},
    {"tiếng pháp", "fr"},
    {"th", "th"},
    {"tha", "th", true},
    {"thai", "th", true},
    {"tiếng thái", "th"},
    {"lo", "lo", true},
    {"lao", "lo", true},
    {"tiếng lào", "lo"},
    {"ko", "ko"},
    {"kor", "ko"},
    {"korean", "ko"},
    {"tiếng hàn", "ko"},
    {"ja", "ja"},
    {"jpn", "ja"},
    {"japanese", "ja"},
    {"tiếng nhật", "ja"},
    {"ru", "ru", true},
    {"rus", "ru"},
    {"russian", "ru"},
    {"tiếng nga", "ru"},
};

constexpr bool is_separator(char c) {
    return c == ' ' || c == '_' || c == '-' || c == '.' || c == '\t';
}
constexpr bool is_ascii_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
constexpr bool is_alphanumeric(char c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9');
}

/// The words of a name in lower case, composed, one space between; ’ as '.
std::vector<std::string> words_of(std::string_view written) {
    std::vector<std::string> words;
    bool between = true;
    const std::string small = vietnamese::lower(written);
    for (size_t n = 0; n < small.size(); ++n) {
        if (is_separator(small[n])) {
            between = true;
            continue;
        }
        if (std::exchange(between, false)) words.emplace_back();
        if (small.compare(n, 3, "\u2019") == 0) {
            words.back() += '\'';
            n += 2;
        } else {
            words.back() += small[n];
        }
    }
    return words;
}

std::string joined(const std::vector<std::string>& words, size_t from) {
    std::string text;
    for (size_t n = from; n < words.size(); ++n) text += (text.empty() ? "" : " ") + words[n];
    return text;
}

const Alias* alias_of(const std::string& words) {
    const auto found = std::find_if(std::begin(kAliases), std::end(kAliases),
                                    [&](const Alias& alias) { return vietnamese::written_as(words, alias.written); });
    return found == std::end(kAliases) ? nullptr : &*found;
}

/// "-Khmr", "-KH", "-x-school": the parts behind a language, each of 1 to 8 letters or digits.
bool are_subtags(std::string_view rest) {
    constexpr size_t kLongest = 8;
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view part = rest.substr(0, rest.find('-'));
        if (part.empty() || part.size() > kLongest || !std::all_of(part.begin(), part.end(), is_alphanumeric))
            return false;
        rest.remove_prefix(part.size());
    }
    return true;
}

/// Subtags in the case they are written in: "-Khmr", "-VN".
std::string in_their_case(std::string_view rest) {
    constexpr size_t kRegion = 2;
    constexpr size_t kScript = 4;
    std::string tidy;
    while (!rest.empty()) {
        const std::string_view part =
            rest.substr(1, rest.find('-', 1) == std::string_view::npos ? rest.size() : rest.find('-', 1) - 1);
        tidy += '-';
        for (size_t n = 0; n < part.size(); ++n) {
            const bool capital = part.size() == kRegion || (part.size() == kScript && n == 0);
            const char c = part[n];
            tidy += !is_ascii_letter(c) ? c : static_cast<char>(capital ? c & ~0x20 : c | 0x20);
        }
        rest.remove_prefix(part.size() + 1);
    }
    return tidy;
}

/// "vi-VN" in a file's name; a language by itself must be one we know.
std::string tag_in_name(std::string_view word) {
    const size_t dash = word.find('-');
    if (dash == std::string_view::npos || word.size() - dash < 3) return "";
    const Alias* alias = alias_of(vietnamese::lower(word.substr(0, dash)));
    const std::string_view rest = word.substr(dash);
    const bool region_or_script = rest.size() == 3 || rest.size() == 5;
    if (alias == nullptr || alias->ordinary || !region_or_script || !are_subtags(rest)) return "";
    return alias->tag + in_their_case(rest);
}

/// What stands in the last pair of brackets, if a name ends with it.
std::string_view in_brackets(std::string_view stem) {
    while (!stem.empty() && is_separator(stem.back())) stem.remove_suffix(1);
    if (stem.empty() || (stem.back() != ')' && stem.back() != ']')) return "";
    const size_t open = stem.rfind(stem.back() == ')' ? '(' : '[');
    return open == std::string_view::npos ? "" : stem.substr(open + 1, stem.size() - open - 2);
}

/// A word of ordinary Vietnamese names a language behind '.' or '_' only, and not as half of a longer word.
bool stands_alone(const std::vector<std::string>& words, char before) {
    constexpr const char* kFirstHalves[] = {"hình",  "điện", "nhiếp", "bức",  "tấm", "chụp",
                                            "album", "quả",  "trái",  "nước", "đàn", "chị"};
    if (before != '.' && before != '_') return false;
    return words.size() < 2 || std::none_of(std::begin(kFirstHalves), std::end(kFirstHalves), [&](const char* half) {
               return vietnamese::written_as(words[words.size() - 2], half);
           });
}

}  // namespace

std::string language_tag(std::string_view written) {
    while (!written.empty() && is_separator(written.back())) written.remove_suffix(1);
    while (!written.empty() && is_separator(written.front())) written.remove_prefix(1);
    if (const Alias* alias = alias_of(joined(words_of(written), 0))) return alias->tag;
    const size_t dash = std::min(written.find('-'), written.size());
    const std::string_view language = written.substr(0, dash);
    const std::string_view rest = written.substr(dash);
    const bool letters = std::all_of(language.begin(), language.end(), is_ascii_letter);
    if (!letters || (language.size() != 2 && language.size() != 3) || !are_subtags(rest)) return "";
    const std::string small = vietnamese::lower(language);
    const Alias* alias = alias_of(small);
    return (alias != nullptr ? alias->tag : small) + in_their_case(rest);
}

std::string language_in_name(std::string_view file_name) {
    const std::string_view stem = file_name.substr(0, file_name.rfind('.'));
    const std::string_view bracketed = in_brackets(stem);
    if (!bracketed.empty()) {
        if (const Alias* alias = alias_of(joined(words_of(bracketed), 0))) return alias->tag;
        return tag_in_name(bracketed);
    }
    const size_t last = stem.find_last_of("._ ()[]");
    if (last != std::string_view::npos) {
        const std::string tag = tag_in_name(stem.substr(last + 1));
        if (!tag.empty()) return tag;
    }
    const std::vector<std::string> words = words_of(stem);
    constexpr size_t kMostWords = 4;  // "tiếng cam pu chia"
    for (size_t count = std::min(kMostWords, words.size()); count > 0; --count) {
        const Alias* alias = alias_of(joined(words, words.size() - count));
        if (alias == nullptr) continue;
        const size_t before = stem.find_last_of("._- ()[]\t");
        if (!alias->ordinary || count > 1) return alias->tag;
        if (before != std::string_view::npos && stands_alone(words, stem[before])) return alias->tag;
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
        default:
            return Script::kOther;
    }
}

Script script_of_language(std::string_view tag) {
    if (tag.find("-Khmr") != std::string_view::npos) return Script::kKhmer;
    if (tag.find("-Latn") != std::string_view::npos) return Script::kLatin;
    constexpr std::string_view kOthers[] = {"zh", "th", "lo", "ko", "ja", "ru"};
    const std::string_view language = tag.substr(0, tag.find('-'));
    if (language == "km") return Script::kKhmer;
    return std::find(std::begin(kOthers), std::end(kOthers), language) == std::end(kOthers) ? Script::kLatin
                                                                                            : Script::kOther;
}

}  // namespace gatecast
