// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/vietnamese/compose.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <utility>

#include "subtitles/khmer/syllable.h"

namespace gatecast::vietnamese {
namespace {

constexpr bool is_tone(char16_t c) {
    return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309;
}
constexpr bool is_hat(char16_t c) {
    return c == 0x0302 || c == 0x0306;
}

/// Before the marks that stand behind their letter: a text of such letters alone is as it should be.
constexpr bool is_before_marks(char32_t c) {
    return c < 0x0300;
}

class Composer {
public:
    Composer() : nfc_(*icu::Normalizer2::getNFCInstance(status_)), nfd_(*icu::Normalizer2::getNFDInstance(status_)) {}

    /// Whether a letter stands at `c` that nothing before it can take in.
    [[nodiscard]] bool begins(char32_t c) const {
        return is_before_marks(c) || is_vietnamese(c) || nfc_.hasBoundaryBefore(static_cast<UChar32>(c));
    }
    /// A letter that is as it should be when no mark follows.
    [[nodiscard]] bool good_alone(char32_t c) const {
        return is_before_marks(c) || is_vietnamese(c) || khmer::is_khmer(c) || nfc_.isInert(static_cast<UChar32>(c));
    }
    /// A letter that is as it should be whatever follows that begins one; or the sign below Khmer letters.
    [[nodiscard]] bool stands(char32_t c) const { return c == khmer::kCoeng || (begins(c) && good_alone(c)); }
    /// A letter with its marks, composed; the tone goes behind the hat first.
    [[nodiscard]] icu::UnicodeString whole(const icu::UnicodeString& letter) const {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString apart = nfd_.normalize(letter, status);
        for (int32_t n = 1; n + 1 < apart.length(); ++n) {
            if (!is_tone(apart[n]) || !is_hat(apart[n + 1])) continue;
            icu::UnicodeString turned = apart;
            turned.setCharAt(n, apart[n + 1]);
            turned.setCharAt(n + 1, apart[n]);
            const icu::UnicodeString joined = nfc_.normalize(turned, status);
            if (joined.length() < nfc_.normalize(apart, status).length()) apart = std::move(turned);
        }
        return nfc_.normalize(apart, status);
    }

private:
    static bool is_vietnamese(char32_t c) { return c >= 0x1EA0 && c <= 0x1EF9; }

    UErrorCode status_ = U_ZERO_ERROR;
    const icu::Normalizer2& nfc_;
    const icu::Normalizer2& nfd_;
};

}  // namespace

bool compose(TracedText& text, Account account) {
    const Composer composer;
    const auto stands = [&composer](const Traced& each) { return composer.stands(each.c); };
    if (std::ranges::all_of(text, stands)) return false;
    TracedText result;
    result.reserve(text.size());
    bool changed = false;
    for (size_t from = 0; from < text.size();) {
        size_t until = from + 1;
        while (until < text.size() && !composer.begins(text[until].c)) ++until;
        const auto at = [&](size_t n) { return text.begin() + static_cast<std::ptrdiff_t>(n); };
        const bool coeng = until - from == 2 && khmer::is_khmer(text[from].c) && text[from + 1].c == khmer::kCoeng;
        if (coeng || (until - from == 1 && composer.good_alone(text[from].c))) {
            result.insert(result.end(), at(from), at(until));
        } else {
            icu::UnicodeString letter;
            for (size_t n = from; n < until; ++n) letter.append(static_cast<UChar32>(text[n].c));
            const icu::UnicodeString whole = composer.whole(letter);
            if (whole == letter) {
                result.insert(result.end(), at(from), at(until));
            } else {
                TracedText now;
                for (int32_t n = 0; n < whole.length(); n = whole.moveIndex32(n, 1)) {
                    now.push_back({static_cast<char32_t>(whole.char32At(n)), text[from].from, text[until - 1].until});
                }
                note(account, N_("letter and marks written as one"), TracedText(at(from), at(until)), now);
                result.insert(result.end(), now.begin(), now.end());
                changed = true;
            }
        }
        from = until;
    }
    text = std::move(result);
    return changed;
}

std::u32string composed(std::u32string_view text) {
    const Composer composer;
    if (std::ranges::all_of(text, [&composer](char32_t c) { return composer.stands(c); })) return std::u32string(text);
    TracedText letters;
    letters.reserve(text.size());
    for (const char32_t c : text) letters.push_back({c});
    compose(letters, nullptr);
    std::u32string result;
    result.reserve(letters.size());
    for (const Traced& each : letters) result.push_back(each.c);
    return result;
}

}  // namespace gatecast::vietnamese
