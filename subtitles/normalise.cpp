// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/normalise.h"

#include <algorithm>

#include "subtitles/drawing/traced.h"
#include "subtitles/khmer/order.h"
#include "subtitles/khmer/syllable.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/compose.h"

namespace gatecast {
namespace {

constexpr char32_t kZwsp = U'\u200B';
constexpr char32_t kWordJoiner = U'\u2060';

/// Text that no rule touches, which is most English.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
}

constexpr bool ends_line(char32_t c) {
    return c == '\r' || c == '\v' || c == '\f' || c == 0x2028 || c == 0x2029;
}

/// Characters that draw nothing and steer what we steer ourselves: controls, byte order marks, hyphenation, direction;
/// and the two vowels of Khmer that nobody writes.
constexpr bool is_stray(char32_t c) {
    if (c < 0x20) return c != '\n' && c != '\t' && !ends_line(c);
    if (c < 0x7F) return false;
    if (c <= 0x9F || c == 0xAD || c == 0x034F || c == 0x061C || c == 0x17B4 || c == 0x17B5 || c == 0xFEFF) return true;
    const bool direction = c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool no_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF);
    return direction || no_character || (c >= 0x206A && c <= 0x206F);
}

TracedText traced(std::string_view text) {
    const CodePoints points = code_points(text);
    TracedText result;
    result.reserve(points.text.size());
    for (size_t n = 0; n < points.text.size(); ++n) {
        result.push_back({points.text[n], points.offsets[n], points.offsets[n + 1]});
    }
    return result;
}

/// Strays go; what ends a line is '\n', what parts columns a space; a break written twice is one.
void clean(TracedText& text, Account account) {
    TracedText kept;
    kept.reserve(text.size());
    for (size_t n = 0; n < text.size(); ++n) {
        Traced each = text[n];
        const bool twice = (each.c == kZwsp || each.c == kWordJoiner) && !kept.empty() && kept.back().c == each.c;
        if (is_stray(each.c)) {
            note(account, N_("invisible character that means nothing taken out"), {each}, {});
        } else if (twice) {
            note(account, N_("invisible character written twice"), {kept.back(), each}, {each});
        } else if (each.c == '\r' && n + 1 < text.size() && text[n + 1].c == '\n') {
            continue;
        } else {
            if (ends_line(each.c)) each.c = '\n';
            if (each.c == '\t') each.c = ' ';
            kept.push_back(each);
        }
    }
    text = std::move(kept);
}

bool has_khmer(const TracedText& text) {
    return std::any_of(text.begin(), text.end(), [](const Traced& each) {
        return khmer::is_khmer(each.c) || each.c == 0x200C || each.c == 0x200D;
    });
}

void rewrite(TracedText& text, Account account) {
    clean(text, account);
    vietnamese::compose(text, account);
    if (!has_khmer(text)) return;
    // A Latin accent on a Khmer letter can make each of the two undo the other's order once.
    for (int round = 0; round < 4; ++round) {
        if (!khmer::put_in_order(text, account) || !vietnamese::compose(text, account)) return;
    }
}

Normalised finished(const TracedText& text, size_t author_bytes) {
    Normalised result;
    result.text.reserve(text.size() * 3);
    for (const Traced& each : text) {
        append_utf8(result.text, each.c);
        result.origin.resize(result.text.size(), each.from);
    }
    result.origin.push_back(author_bytes);
    return result;
}

void write_coeng_ta(TracedText& text, Account account) {
    constexpr char32_t kDa = U'\u178A';
    constexpr char32_t kTa = U'\u178F';
    for (size_t n = 1; n < text.size(); ++n) {
        if (text[n].c != kDa || text[n - 1].c != khmer::kCoeng) continue;
        const TracedText before{text[n - 1], text[n]};
        text[n].c = kTa;
        note(account, N_("coeng da compared as coeng ta, which looks the same"), before, {text[n - 1], text[n]});
    }
}

Normalised accounted(std::string_view text, bool for_comparison) {
    TracedText traces = traced(text);
    std::vector<Rewriting> account;
    if (!is_plain(text)) rewrite(traces, &account);
    if (for_comparison) write_coeng_ta(traces, &account);
    Normalised result = finished(traces, text.size());
    result.rewritings = std::move(account);
    return result;
}

}  // namespace

Normalised normalise(std::string_view text, std::string_view) {
    return accounted(text, false);
}

Normalised normalise_for_comparison(std::string_view text, std::string_view) {
    return accounted(text, true);
}

size_t normalised_offset(const Normalised& normalised, size_t of_author) {
    // Khmer letters may have changed places: behind the last byte that came from before the place.
    size_t at = normalised.text.size();
    while (at > 0 && normalised.origin[at - 1] >= of_author) --at;
    return at;
}

std::string normalised(std::string_view text, std::string_view) {
    if (is_plain(text)) return std::string(text);
    TracedText traces = traced(text);
    rewrite(traces, nullptr);
    return utf8_of(traces, 0, traces.size());
}

std::string folded_for_lookup(std::string_view normalised_text) {
    constexpr std::u32string_view kInvisible = U"\u200B\u200C\u200D\u2060\uFEFF";
    std::u32string folded;
    for (char32_t c : to_utf32(normalised_text)) {
        if (kInvisible.find(c) != std::u32string_view::npos) continue;
        if (c == U'\u178A' && !folded.empty() && folded.back() == khmer::kCoeng) c = U'\u178F';
        folded.push_back(c);
    }
    return to_utf8(folded);
}

}  // namespace gatecast
