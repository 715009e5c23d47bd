// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/desk/likeness.h"

#include <algorithm>
#include <cmath>

#include "subtitles/khmer/syllable.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast::desk {
namespace {

// Weights of −log likelihood, tried on made-up and real translations of speech: see tests/subtitles/desk_test.cpp.
constexpr double kVariance = 7;  // of a letter's translation (Gale and Church have 6.8)
constexpr double kSharedNumber = 2.5;
constexpr double kLoneNumber = 1.2;
constexpr double kSharedName = 1.5;
constexpr double kLoneName = 0.5;  // other scripts spell them anew: only between Latin ones
constexpr double kSameEnding = 0.3;
constexpr double kOtherQuestion = 1.2;
constexpr double kOtherEnding = 0.4;

bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_any_digit(char32_t c) {
    return is_ascii_digit(c) || khmer::is_digit(c);
}

char digit_of(char32_t c) {
    return static_cast<char>(khmer::is_digit(c) ? '0' + (c - 0x17E0) : c);
}

/// Numbers with their groups joined: "1.250.000", "1,250,000" and "១ ២៥០ ០០០" (with no-break spaces) are the same.
std::set<std::string> numbers_of(std::u32string_view text) {
    std::set<std::string> numbers;
    std::string number;
    for (size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && is_any_digit(text[i])) {
            number += digit_of(text[i]);
            continue;
        }
        const bool inside = !number.empty() && i + 1 < text.size() && is_any_digit(text[i + 1]) &&
                            (text[i] == U'.' || text[i] == U',' || text[i] == 0xA0 || text[i] == 0x202F);
        if (inside) continue;
        if (!number.empty()) numbers.insert(number);
        number.clear();
    }
    return numbers;
}

/// Capitalised words that are likely names: those inside a sentence.
std::set<std::string> names_of(std::string_view text) {
    std::set<std::string> names;
    std::string word;
    bool capital = false;
    bool first = true;  // of a sentence
    for (const char32_t c : to_utf32(std::string(text) + " ")) {
        if (script_of(c) == Script::kLatin) {
            const std::string one = to_utf8(std::u32string(1, c));
            const std::string small = vietnamese::lower(one);
            if (word.empty()) capital = small != one;
            for (const char32_t letter : to_utf32(small)) append_utf8(word, vietnamese::bare(letter));
            continue;
        }
        if (!word.empty()) {
            if (capital && !first && word.size() > 1) names.insert(word);
            first = false;
            word.clear();
        }
        if (c == U'.' || c == U'?' || c == U'!' || c == U'។' || c == U'\n') first = c != U'\n';
    }
    return names;
}

char ending_of(std::u32string_view text) {
    for (size_t i = text.size(); i-- > 0;) {
        const char32_t c = text[i];
        if (c == U'?' || c == U'!') return static_cast<char>(c);
        if (c == U'.' || c == U'។' || c == U'៕' || c == U'…') return '.';
        if (c != U' ' && c != U'"' && c != U'”' && c != U'»' && c != U'\n' && c != 0x200B && c != U'*') return 0;
    }
    return 0;
}

size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<size_t>(std::ranges::count_if(a, [&](const std::string& each) { return b.contains(each); }));
}

/// One or two neighbours taken together.
TextTraits together(const std::vector<TextTraits>& all, size_t from, size_t count) {
    TextTraits sum = all[from];
    for (size_t i = from + 1; i < from + count; ++i) {
        sum.length += all[i].length;
        sum.numbers.insert(all[i].numbers.begin(), all[i].numbers.end());
        sum.names.insert(all[i].names.begin(), all[i].names.end());
        sum.latin |= all[i].latin;
        sum.ending = all[i].ending;
    }
    return sum;
}

double length_cost(double a, double b, double ratio) {
    const double expected = a * ratio;
    const double delta = std::abs(b - expected) / std::sqrt((expected + b) / 2 * kVariance + 1);
    // The chance of a difference as large as this one or larger, under a normal distribution.
    return -std::log(std::max(std::erfc(delta / std::sqrt(2.0)), 1e-12));
}

double ending_cost(char a, char b) {
    if (a == b) return -kSameEnding;
    if (a == '?' || b == '?') return kOtherQuestion;
    return (a == 0) == (b == 0) ? 0 : kOtherEnding;
}

}  // namespace

TextTraits traits_of(std::string_view text) {
    TextTraits traits;
    const std::u32string all = to_utf32(text);
    for (const char32_t c : all) {
        const bool no_width = (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == khmer::kCoeng;
        if (!no_width && c != U' ' && c != U'\n') traits.length += 1;
        traits.latin |= script_of(c) == Script::kLatin;
    }
    traits.numbers = numbers_of(all);
    traits.names = names_of(text);
    traits.ending = ending_of(all);
    return traits;
}

Likeness::Likeness(const std::vector<Cue>& a, const std::vector<Cue>& b) {
    double of_a = 0;
    double of_b = 0;
    for (const Cue& cue : a) of_a += a_.emplace_back(traits_of(cue.text)).length;
    for (const Cue& cue : b) of_b += b_.emplace_back(traits_of(cue.text)).length;
    if (of_a > 0 && of_b > 0) ratio_ = std::clamp(of_b / of_a, 0.3, 3.0);
}

double Likeness::cost(const Bead& bead) const {
    const bool single = bead.a_count == 1 && bead.b_count == 1;
    const TextTraits a = single ? TextTraits() : together(a_, bead.a, bead.a_count);
    const TextTraits b = single ? TextTraits() : together(b_, bead.b, bead.b_count);
    const TextTraits& one = single ? a_[bead.a] : a;
    const TextTraits& other = single ? b_[bead.b] : b;
    const size_t numbers = shared(one.numbers, other.numbers);
    const size_t lone = one.numbers.size() + other.numbers.size() - 2 * numbers;
    const size_t names = shared(one.names, other.names);
    const size_t lone_names = one.latin && other.latin ? one.names.size() + other.names.size() - 2 * names : 0;
    return length_cost(one.length, other.length, ratio_) + ending_cost(one.ending, other.ending) -
           kSharedNumber * static_cast<double>(std::min<size_t>(numbers, 2)) +
           kLoneNumber * static_cast<double>(std::min<size_t>(lone, 3)) -
           kSharedName * static_cast<double>(std::min<size_t>(names, 3)) +
           kLoneName * static_cast<double>(std::min<size_t>(lone_names, 3));
}

bool Likeness::numbers_differ(const Bead& bead) const {
    return together(a_, bead.a, bead.a_count).numbers != together(b_, bead.b, bead.b_count).numbers;
}

}  // namespace gatecast::desk
