// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/encoding/judge.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <span>

#include "subtitles/encoding/code_pages.h"
#include "subtitles/encoding/vni.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/syllable.h"

namespace gatecast {
namespace {

constexpr double kEnough = 0.9;
constexpr double kMargin = 0.2;
constexpr size_t kMostWords = 2000;

/// In the order that decides between readings of the same text.
constexpr Encoding kCandidates[] = {Encoding::kWindows1252, Encoding::kWindows1258, Encoding::kTcvn3, Encoding::kVni,
                                    Encoding::kViscii};

constexpr bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}
/// Letters, and the controls that TCVN and VISCII use as letters.
constexpr bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) return byte != '\0' && (byte < '\t' || byte > '\r');
    return byte >= 0x80 || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/// The words that have a byte above 0x7F. Markup, times and numbers have none.
std::vector<std::string_view> telling_words(std::string_view bytes) {
    std::vector<std::string_view> words;
    for (size_t from = 0; from < bytes.size() && words.size() < kMostWords;) {
        if (bytes[from] == '\\') {  // "\N" and "\h" of ASS are no letters
            from += 2;
            continue;
        }
        size_t until = from;
        while (until < bytes.size() && is_word_byte(bytes[until])) ++until;
        const std::string_view word = bytes.substr(from, until - from);
        if (std::any_of(word.begin(), word.end(), is_high)) words.push_back(word);
        from = until + 1;
    }
    return words;
}

bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) || (c >= 0x0300 && c < 0x0370);
}
bool is_ascii(char32_t c) {
    return c < 0x80;
}

/// Quotes, dashes and signs as they stand beside words.
bool is_usual_mark(char32_t c) {
    constexpr std::u32string_view kMarks = U"\u00A0¡¢£¥§©«®°²³·»¼½¾¿–—‘’‚“”„†•…‰‹›€₫™";
    return c < 0x80 ? c >= 0x20 : kMarks.find(c) != std::u32string_view::npos;
}

/// A capital behind a small letter: no reading of a word that somebody wrote.
bool has_stray_capital(std::u32string_view word) {
    for (size_t n = 1; n < word.size(); ++n) {
        const bool capital = !is_ascii(word[n]) && u_isupper(static_cast<UChar32>(word[n]));
        if (capital && u_islower(static_cast<UChar32>(word[n - 1]))) return true;
    }
    return false;
}

bool is_vietnamese_word(std::u32string_view word) {
    if (has_stray_capital(word)) return false;
    std::u32string small(word);
    for (char32_t& c : small) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    return vietnamese::is_syllable(small);
}

using IsWord = bool (*)(std::u32string_view word);

/// Whether what a word reads as makes sense: each of its pieces a word or ASCII, between them usual marks.
bool makes_sense(std::u32string_view text, IsWord is_word) {
    for (size_t from = 0; from < text.size();) {
        if (!is_letter(text[from])) {
            if (!is_usual_mark(text[from])) return false;
            ++from;
            continue;
        }
        size_t until = from;
        while (until < text.size() && is_letter(text[until])) ++until;
        const std::u32string_view piece = text.substr(from, until - from);
        if (!std::all_of(piece.begin(), piece.end(), is_ascii) && !is_word(piece)) return false;
        from = until;
    }
    return true;
}

/// One encoding's reading of all the words.
struct Trial {
    Encoding encoding;
    std::vector<std::string> texts;
    std::vector<bool> good;
    double score = 0;
};

Trial tried(std::span<const std::string_view> words, Encoding encoding) {
    Trial trial{encoding, {}, {}, 0};
    const IsWord is_word = encoding == Encoding::kWindows1252 ? is_western_word : is_vietnamese_word;
    for (const std::string_view word : words) {
        Decoded decoded = decode(word, encoding);
        trial.good.push_back(decoded.damaged_lines.empty() && makes_sense(to_utf32(decoded.text), is_word));
        trial.texts.push_back(std::move(decoded.text));
    }
    const auto good = std::count(trial.good.begin(), trial.good.end(), true);
    trial.score = words.empty() ? 0 : static_cast<double>(good) / static_cast<double>(words.size());
    return trial;
}

/// By how much `best` is better than `other`, over the words that they read differently; 1: over none.
double margin(const Trial& best, const Trial& other) {
    int differ = 0;
    int ahead = 0;
    for (size_t n = 0; n < best.texts.size(); ++n) {
        if (best.texts[n] == other.texts[n]) continue;
        ++differ;
        ahead += (best.good[n] ? 1 : 0) - (other.good[n] ? 1 : 0);
    }
    return differ == 0 ? 1 : static_cast<double>(ahead) / differ;
}

/// The line with the most telling words among the first ones, for people to choose a reading by.
std::string_view telling_line(std::string_view bytes) {
    constexpr int kLines = 60;
    constexpr size_t kLongest = 120;
    std::string_view best;
    size_t most = 0;
    for (int line = 0; line < kLines && !bytes.empty(); ++line) {
        const std::string_view each = bytes.substr(0, std::min(bytes.find_first_of("\r\n"), kLongest));
        const size_t telling = telling_words(each).size();
        if (telling > most) {
            most = telling;
            best = each;
        }
        const size_t end = bytes.find_first_of("\r\n");
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    return best;
}

}  // namespace

bool is_western_word(std::u32string_view word) {
    constexpr std::u32string_view kLetters = U"àâäáãåæçèéêëìíîïñòóôõöøùúûüýÿœšžß";
    constexpr std::u32string_view kBehindVowels = U"éèêëïüæœ";
    const bool capitals = std::none_of(word.begin(), word.end(), [](char32_t c) { return c >= 'a' && c <= 'z'; });
    size_t accents = 0;
    for (size_t n = 0; n < word.size(); ++n) {
        const char32_t c = word[n];
        if (is_ascii(c)) continue;
        const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
        if (kLetters.find(small) == std::u32string_view::npos) return false;
        if (small != c && n != 0 && !capitals) return false;
        ++accents;
        if (n == 0) continue;
        const auto before = static_cast<char32_t>(u_tolower(static_cast<UChar32>(word[n - 1])));
        if (!is_ascii(before) && !(before == U'é' && small == U'â')) return false;
        const bool excused = kBehindVowels.find(small) != std::u32string_view::npos ||
                             (word.size() == 2 && before == 'o' && small == U'ù') || (before == 'o' && small == U'û');
        if (is_ascii(before) && !excused &&
            is_vni_pair(static_cast<char>(before), static_cast<char>(windows_1252_byte(small))))
            return false;
    }
    return accents * 2 <= word.size() + 1;
}

Judgement judge(std::string_view bytes) {
    const std::vector<std::string_view> words = telling_words(bytes);
    std::vector<Trial> trials;
    for (const Encoding encoding : kCandidates) trials.push_back(tried(words, encoding));
    std::stable_sort(trials.begin(), trials.end(), [](const Trial& a, const Trial& b) { return a.score > b.score; });
    Judgement judgement;
    judgement.clear = trials.front().score >= kEnough &&
                      std::all_of(trials.begin() + 1, trials.end(),
                                  [&](const Trial& other) { return margin(trials.front(), other) >= kMargin; });
    const std::string_view line = telling_line(bytes);
    for (auto trial = trials.begin(); trial != trials.end(); ++trial) {
        const bool told =
            std::any_of(trials.begin(), trial, [&](const Trial& before) { return before.texts == trial->texts; });
        if (told) continue;  // the same text under another name
        judgement.readings.push_back({trial->encoding, trial->score, decode(line, trial->encoding).text});
    }
    return judgement;
}

}  // namespace gatecast
