// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/vietnamese/syllable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace gatecast::vietnamese {
namespace {

using Word = std::u32string_view;

enum Tone : uint8_t { kLevel, kGrave, kHook, kTilde, kAcute, kDot };

/// A row a vowel, a column a tone.
constexpr Word kVowels =
    U"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíị"
    U"oòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";
constexpr size_t kTones = 6;
constexpr char32_t kTableEnd = 0x1F00;

/// Place in kVowels + 1, by code point.
constexpr auto kPlaces = [] {
    std::array<uint8_t, kTableEnd> places{};
    for (size_t n = 0; n < kVowels.size(); ++n) places[kVowels[n]] = static_cast<uint8_t>(n + 1);
    return places;
}();

template <size_t N>
constexpr std::array<Word, N> sorted(const Word (&words)[N]) {
    std::array<Word, N> result{};
    std::copy(std::begin(words), std::end(words), result.begin());
    std::sort(result.begin(), result.end());
    return result;
}

constexpr auto kRimes = sorted({
    U"a",   U"ac",   U"ach",  U"ai",   U"ak",   U"am",   U"an",   U"ang",  U"anh",  U"ao",   U"ap",   U"at",   U"au",
    U"ay",  U"e",    U"ec",   U"ek",   U"em",   U"en",   U"eng",  U"eo",   U"ep",   U"et",   U"i",    U"ia",   U"ich",
    U"im",  U"in",   U"inh",  U"ip",   U"it",   U"iu",   U"iêc",  U"iêm",  U"iên",  U"iêng", U"iêp",  U"iêt",  U"iêu",
    U"o",   U"oa",   U"oac",  U"oach", U"oai",  U"oam",  U"oan",  U"oang", U"oanh", U"oao",  U"oap",  U"oat",  U"oay",
    U"oc",  U"oe",   U"oen",  U"oeo",  U"oet",  U"oi",   U"ok",   U"om",   U"on",   U"ong",  U"ooc",  U"oong", U"op",
    U"ot",  U"oăc",  U"oăm",  U"oăn",  U"oăng", U"oăt",  U"u",    U"ua",   U"uc",   U"ui",   U"uk",   U"um",   U"un",
    U"ung", U"uy",   U"uya",  U"uych", U"uynh", U"uyt",  U"uyu",  U"uyên", U"uyêt", U"uân",  U"uâng", U"uât",  U"uây",
    U"uê",  U"uêch", U"uênh", U"uôc",  U"uôi",  U"uôm",  U"uôn",  U"uông", U"uôt",  U"uơ",   U"up",   U"ut",   U"y",
    U"ych", U"ynh",  U"yt",   U"yêm",  U"yên",  U"yêng", U"yêt",  U"yêu",  U"âc",   U"âm",   U"ân",   U"âng",  U"âp",
    U"ât",  U"âu",   U"ây",   U"ê",    U"êch",  U"êm",   U"ên",   U"ênh",  U"êp",   U"êt",   U"êu",   U"ôc",   U"ôi",
    U"ôk",  U"ôm",   U"ôn",   U"ông",  U"ôp",   U"ôt",   U"ô",    U"ăc",   U"ăk",   U"ăm",   U"ăn",   U"ăng",  U"ăp",
    U"ăt",  U"ơ",    U"ơi",   U"ơk",   U"ơm",   U"ơn",   U"ơp",   U"ơt",   U"ư",    U"ưa",   U"ưc",   U"ưi",   U"ưng",
    U"ưt",  U"ưu",   U"ươc",  U"ươi",  U"ươm",  U"ươn",  U"ương", U"ươp",  U"ươt",  U"ươu",
});

/// Longer ones first: "ngh" is not "n".
constexpr Word kOnsets[] = {
    U"ngh", U"ng", U"nh", U"gh", U"gi", U"kh", U"kr", U"kl", U"ch", U"tr", U"th", U"ph",
    U"pl",  U"qu", U"br", U"bl", U"đr", U"gr", U"n",  U"g",  U"k",  U"c",  U"t",  U"p",
    U"đ",   U"d",  U"b",  U"h",  U"l",  U"m",  U"r",  U"s",  U"v",  U"x",  U"",
};

constexpr bool one_of(char32_t c, Word letters) {
    return letters.find(c) != Word::npos;
}

/// A word without its tone, and where the tone stood.
struct Toneless {
    std::u32string letters;
    Tone tone = kLevel;
    size_t place = 0;  // of the tone, if it is not level
};

std::optional<Toneless> take_tone(Word word) {
    Toneless result;
    for (size_t n = 0; n < word.size(); ++n) {
        const uint8_t place = word[n] < kTableEnd ? kPlaces[word[n]] : 0;
        if (place == 0) {
            result.letters.push_back(word[n]);
            continue;
        }
        const auto tone = static_cast<Tone>((place - 1U) % kTones);
        result.letters.push_back(kVowels[place - 1U - tone]);
        if (tone == kLevel) continue;
        if (result.tone != kLevel) return std::nullopt;
        result.tone = tone;
        result.place = n;
    }
    return result;
}

/// Which spelling of the first sound stands before which vowel: "k" or "c", "ngh" or "ng".
bool fits(Word onset, Word rime) {
    const bool front = one_of(rime[0], U"eêiy");
    if (onset == U"gh" || onset == U"ngh") return front;
    if (onset == U"g") return !front || rime == U"i" || rime == U"in" || rime.starts_with(U"iê");
    if (onset == U"c" || onset == U"ng") return !front;
    if (onset == U"qu") return !one_of(rime[0], U"uư");
    return !onset.empty() || rime.size() < 3 || !rime.starts_with(U"iê");  // "yên", never "iên"
}

/// Whether a tone may be written over letter `place` of the rime.
bool may_carry(Word rime, size_t place) {
    size_t vowels = 0;
    while (vowels < rime.size() && kPlaces[rime[vowels]] != 0) ++vowels;
    if (place >= vowels) return false;
    for (size_t n = vowels; n-- > 0;) {
        if (one_of(rime[n], U"ăâêôơư")) return place == n;
    }
    if (vowels < rime.size() || vowels == 1) return place + 1 == vowels;
    if (rime == U"oa" || rime == U"oe" || rime == U"uy") return place < 2;
    return place == (vowels == 2 ? 0 : 1);
}

bool may_have(Word rime, Tone tone) {
    const char32_t last = rime.back();
    const bool stopped = one_of(last, U"cpt") || rime.ends_with(U"ch");
    return !stopped || tone == kAcute || tone == kDot;
}

/// "ê" -> "e", of what stands in the two lists.
char32_t without_mark(char32_t c) {
    constexpr Word kBare = U"aaaeeiooouuy";
    return c == U'đ' ? U'd' : c < kTableEnd && kPlaces[c] != 0 ? kBare[(kPlaces[c] - 1U) / kTones] : c;
}

bool is_rime(Word rime) {
    return std::binary_search(kRimes.begin(), kRimes.end(), rime);
}

}  // namespace

bool is_syllable(std::u32string_view word) {
    constexpr size_t kLongest = 7;  // "nghiêng"
    if (word.empty() || word.size() > kLongest) return false;
    const std::optional<Toneless> toneless = take_tone(word);
    if (!toneless) return false;
    const Word letters = toneless->letters;
    return std::any_of(std::begin(kOnsets), std::end(kOnsets), [&](Word onset) {
        if (!letters.starts_with(onset) || letters.size() == onset.size()) return false;
        const Word rime = letters.substr(onset.size());
        if (!is_rime(rime) || !fits(onset, rime) || !may_have(rime, toneless->tone)) return false;
        return toneless->tone == kLevel ||
               (toneless->place >= onset.size() && may_carry(rime, toneless->place - onset.size()));
    });
}

bool is_bare_syllable(std::u32string_view word) {
    const auto matches = [](Word written, Word marked) {
        return std::equal(written.begin(), written.end(), marked.begin(), marked.end(),
                          [](char32_t a, char32_t b) { return a == without_mark(b); });
    };
    return std::any_of(std::begin(kOnsets), std::end(kOnsets), [&](Word onset) {
        if (word.size() <= onset.size() || !matches(word.substr(0, onset.size()), onset)) return false;
        const Word rest = word.substr(onset.size());
        return std::any_of(std::begin(kRimes), std::end(kRimes), [&](Word rime) { return matches(rest, rime); });
    });
}

bool is_typical(char32_t c) {
    return c == U'đ' || c == U'Đ' || (c >= 0x1EA0 && c <= 0x1EF9) || one_of(c, U"ăĂơƠưƯ");
}

}  // namespace gatecast::vietnamese
