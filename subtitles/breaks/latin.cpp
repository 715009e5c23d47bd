// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/latin.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace gatecast {
namespace {

constexpr float kTwoSyllables = 0.7F;
constexpr float kName = 0.45F;
constexpr float kAbbreviation = 0.7F;

using Words = std::span<const std::u32string_view>;

constexpr auto kEnglishArticles = std::to_array<std::u32string_view>(
    {U"a",    U"an",    U"the",   U"my", U"your",  U"his",  U"her",  U"its", U"our",  U"their", U"this",
     U"that", U"these", U"those", U"no", U"every", U"each", U"some", U"any", U"very", U"not"});
constexpr auto kEnglishLinks = std::to_array<std::u32string_view>(
    {U"and",     U"or",      U"but",     U"so",    U"because", U"if",      U"when",  U"while",  U"that",
     U"which",   U"who",     U"where",   U"of",    U"to",      U"in",      U"on",    U"at",     U"by",
     U"for",     U"with",    U"from",    U"as",    U"into",    U"over",    U"under", U"after",  U"before",
     U"during",  U"until",   U"through", U"than",  U"about",   U"between", U"near",  U"across", U"along",
     U"against", U"without", U"since",   U"among", U"behind"});
constexpr auto kVietnameseLinks = std::to_array<std::u32string_view>(
    {U"và",  U"hoặc", U"hay",  U"nhưng", U"mà",  U"thì",  U"nên", U"vì",    U"nếu",  U"khi",   U"để",
     U"của", U"với",  U"cho",  U"tại",   U"ở",   U"từ",   U"đến", U"trong", U"trên", U"dưới",  U"theo",
     U"qua", U"giữa", U"bằng", U"do",    U"bởi", U"cùng", U"về",  U"như",   U"sau",  U"trước", U"rằng"});
/// Part of what follows: number words, markers of plural and tense, negation.
constexpr auto kVietnameseLeaning = std::to_array<std::u32string_view>(
    {U"các",   U"những", U"một", U"mỗi", U"mọi", U"từng", U"đã",     U"đang", U"sẽ",    U"được", U"bị",
     U"không", U"chưa",  U"rất", U"là",  U"có",  U"ngày", U"tháng",  U"năm",  U"lúc",   U"ông",  U"bà",
     U"anh",   U"chị",   U"số",  U"thứ", U"hơn", U"gần",  U"khoảng", U"tỉnh", U"huyện", U"xã",   U"thành",
     U"hai",   U"ba",    U"bốn", U"sáu", U"bảy", U"tám",  U"chín",   U"mười"});
constexpr auto kAbbreviations = std::to_array<std::u32string_view>(
    {U"mr.", U"mrs.", U"ms.",  U"dr.",  U"st.", U"no.", U"vs.", U"prof.", U"gen.", U"col.",
     U"tp.", U"ts.",  U"ths.", U"pgs.", U"gs.", U"bs.", U"tx.", U"q.",    U"p.",   U"đ/c."});

struct Token {
    size_t from = 0, until = 0;  // without the spaces
    std::u32string lower;        // with its punctuation
    [[nodiscard]] bool ends_with_sign() const { return lower.empty() || u_ispunct(static_cast<UChar32>(lower.back())); }
};

std::vector<Token> tokens_of(std::u32string_view text) {
    std::vector<Token> tokens;
    for (size_t n = 0; n < text.size();) {
        if (is_break_space(text[n])) {
            ++n;
            continue;
        }
        Token token{n, n, {}};
        for (; n < text.size() && !is_break_space(text[n]); ++n) {
            token.lower.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(text[n]))));
        }
        token.until = n;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

bool is_among(const std::u32string& word, Words words) {
    return std::ranges::find(words, word) != words.end();
}
bool is_capital(char32_t c) {
    return u_isupper(static_cast<UChar32>(c)) != 0;
}
bool begins_sentence(const std::vector<Token>& tokens, size_t n) {
    return n == 0 || std::u32string_view(U".?!…-–").find(tokens[n - 1].lower.back()) != std::u32string_view::npos;
}

/// "Tran Van An", "New York"; not "The Gate": the first word of a sentence has its capital from there.
bool is_name(std::u32string_view text, const std::vector<Token>& tokens, size_t right) {
    const Token& left = tokens[right - 1];
    return is_capital(text[left.from]) && is_capital(text[tokens[right].from]) && !left.ends_with_sign() &&
           !begins_sentence(tokens, right - 1);
}
bool is_abbreviation(std::u32string_view text, const Token& token) {
    const bool initial = token.lower.size() == 2 && token.lower[1] == '.' && is_capital(text[token.from]);
    return initial || is_among(token.lower, kAbbreviations);
}

void weigh_words(Words lean_on_next, Words links, const Token& left, const Token& right, Place& place) {
    if (is_among(left.lower, lean_on_next)) place.discourage(break_penalty::kDiscouraged);
    if (is_among(left.lower, links)) place.discourage(break_penalty::kLeaning);
    if (is_among(right.lower, links) && place.kind == BreakKind::kWord) {
        place.penalty = std::max(place.penalty - break_penalty::kSpace / 2, 0.0F);
    }
}

std::u32string letters_of(const Token& token) {
    std::u32string letters = token.lower;
    while (!letters.empty() && !u_isalpha(static_cast<UChar32>(letters.back()))) letters.pop_back();
    while (!letters.empty() && !u_isalpha(static_cast<UChar32>(letters.front()))) letters.erase(0, 1);
    return letters;
}

}  // namespace

LatinPreferences::LatinPreferences() {
    for (size_t from = 0; from < kVietnameseWords.size();) {
        const size_t until = std::min(kVietnameseWords.find(U',', from), kVietnameseWords.size());
        two_syllables_.push_back(kVietnameseWords.substr(from, until - from));
        from = until + 1;
    }
    std::ranges::sort(two_syllables_);
}

void LatinPreferences::weigh(std::u32string_view text, std::string_view language, Places& places) const {
    const bool vietnamese = language.starts_with("vi"), english = language.starts_with("en");
    const std::vector<Token> tokens = tokens_of(text);
    bool in_word = false;  // the left token ended a word of two syllables: it begins no other
    for (size_t n = 1; n < tokens.size(); ++n) {
        const Token &left = tokens[n - 1], &right = tokens[n];
        Place& place = places[right.from];
        if (place.kind == BreakKind::kNewline) {
            in_word = false;
            continue;
        }
        if (is_abbreviation(text, left)) place.allow(BreakKind::kWord, kAbbreviation);
        if (is_name(text, tokens, n)) place.discourage(kName);
        if (english) weigh_words(kEnglishArticles, kEnglishLinks, left, right, place);
        if (!vietnamese) continue;
        weigh_words(kVietnameseLeaning, kVietnameseLinks, left, right, place);
        const bool word = !in_word && !left.ends_with_sign() &&
                          std::ranges::binary_search(two_syllables_, letters_of(left) + U' ' + letters_of(right));
        if (word) place.discourage(kTwoSyllables);
        in_word = word;
    }
}

}  // namespace gatecast
