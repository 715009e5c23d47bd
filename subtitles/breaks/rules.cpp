// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/breaks/rules.h"

#include <unicode/uchar.h>

#include <array>

#include "subtitles/khmer/syllable.h"

namespace gatecast {
namespace {

constexpr std::u32string_view kClosing = U")]}»”’›。、,.;:!?%‰៖។៕៚៘៙៛…°′″";
constexpr std::u32string_view kOpening = U"([{«“‘‹";
constexpr std::u32string_view kSentenceEnds = U"។៕៚?!.…";
constexpr std::u32string_view kPauses = U",;:៖、";
constexpr std::u32string_view kDashes = U"-–—";
constexpr std::u32string_view kGlue = U"\u00A0\u202F\u2007\u2060\uFEFF";
constexpr std::u32string_view kCurrencies = U"$€£¥₫៛";

/// Units that follow a number, with or without a space. A Latin one ends at a letter's end.
constexpr auto kUnits = std::to_array<std::u32string_view>(
    {U"គីឡូម៉ែត្រ", U"គីឡូក្រាម", U"គីឡូ",    U"សង់ទីម៉ែត្រ", U"មីលីម៉ែត្រ", U"ម៉ែត្រ", U"ក្រាម",    U"តោន",     U"លីត្រ",    U"ហិកតា",
     U"រៀល",    U"ដុល្លារ",  U"ដុង",    U"បាត",     U"យន់",     U"អឺរ៉ូ",   U"ភាគរយ",   U"អង្សា",    U"នាទី",    U"វិនាទី",
     U"ម៉ោង",    U"ពាន់",    U"ម៉ឺន",    U"សែន",     U"លាន",    U"ប៊ីលាន", U"នាក់",     U"km",      U"kg",     U"m",
     U"cm",     U"mm",     U"g",     U"ha",      U"l",      U"ml",   U"m2",      U"m²",      U"km²",    U"m³",
     U"kW",     U"MW",     U"kWh",   U"°C",      U"đồng",   U"đ",    U"VND",     U"USD",     U"KHR",    U"triệu",
     U"tỷ",     U"tỉ",     U"nghìn", U"ngàn",    U"tấn",    U"tạ",   U"million", U"billion", U"percent"});

bool is_one_of(char32_t c, std::u32string_view set) {
    return set.find(c) != std::u32string_view::npos;
}
bool is_digit(char32_t c) {
    return (c >= '0' && c <= '9') || khmer::is_digit(c);
}
bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool is_khmer_text(char32_t c) {
    return c >= 0x1780 && c <= 0x17D3;
}

/// What stands before and behind a place, across the spaces there.
struct Sides {
    char32_t left = U'\n', right = U'\n';
    size_t last = 0;  // of the left side; the text's length if there is none
    bool space = false, newline = false, zero_width = false;
};
Sides sides_of(std::u32string_view text, size_t n) {
    Sides sides;
    size_t at = n;
    for (; at > 0 && is_break_space(text[at - 1]); --at) {
        const char32_t c = text[at - 1];
        (c == '\n' ? sides.newline : c == 0x200B ? sides.zero_width : sides.space) = true;
    }
    sides.last = at > 0 ? at - 1 : text.size();
    if (at > 0) sides.left = text[at - 1];
    if (n < text.size()) sides.right = text[n];
    return sides;
}

/// A straight quote opens if an even number stand before it.
bool opens_quote(std::u32string_view text, size_t at) {
    return std::ranges::count(text.substr(0, at), U'"') % 2 == 0;
}
bool is_opening(std::u32string_view text, size_t at) {
    return is_one_of(text[at], kOpening) || (text[at] == '"' && opens_quote(text, at));
}
bool is_closing(std::u32string_view text, size_t at) {
    return is_one_of(text[at], kClosing) || (text[at] == '"' && !opens_quote(text, at));
}

size_t digits_before(std::u32string_view text, size_t until) {
    size_t count = 0;
    while (count < until && is_digit(text[until - 1 - count])) ++count;
    return count;
}
size_t digits_from(std::u32string_view text, size_t from) {
    size_t count = 0;
    while (from + count < text.size() && is_digit(text[from + count])) ++count;
    return count;
}

/// The end of a unit that begins at n, or n.
size_t unit_end(std::u32string_view text, size_t n) {
    size_t end = n;
    for (const std::u32string_view unit : kUnits) {
        if (!text.substr(n).starts_with(unit)) continue;
        const size_t after = n + unit.size();
        const bool goes_on = after < text.size() && (khmer::is_khmer(unit[0]) ? khmer::continues_syllable(text[after])
                                                                              : is_letter(text[after]));
        if (!goes_on) end = std::max(end, after);
    }
    return end;
}

/// "២ លានដុល្លារ": number, space or none, units one behind another.
void keep_units(std::u32string_view text, Places& places) {
    for (size_t n = 1; n < text.size(); ++n) {
        if (!is_digit(text[n - 1]) || is_digit(text[n])) continue;
        for (size_t at = n;;) {
            while (at < text.size() && is_break_space(text[at]) && text[at] != '\n') ++at;
            const size_t end = at < text.size() ? unit_end(text, at) : at;
            if (end == at) break;
            places[at].glue();
            at = end;
            if (at < text.size() && is_one_of(text[at - 1], U"m²³")) break;
        }
    }
}

/// A dash with spaces round it: a speaker's stays with what is said, another with what was.
void keep_dash(std::u32string_view text, size_t n, const Sides& sides, Places& places) {
    const bool stands_alone = sides.space && is_one_of(sides.left, kDashes) && sides.last < text.size() &&
                              (sides.last == 0 || is_break_space(text[sides.last - 1]));
    if (!stands_alone) return;
    const Sides before = sides_of(text, sides.last);
    const bool range = is_digit(before.left) && is_digit(sides.right);
    const bool speaks = sides.left == '-' || before.newline || before.last == text.size() ||
                        is_one_of(before.left, kSentenceEnds) || is_one_of(before.left, kPauses);
    if (speaks || range) places[n].glue();
    if (!speaks || range) places[sides.last].glue();
    if (!speaks && !range && places[n].penalty < 1) places[n].allow(BreakKind::kPause, break_penalty::kPause);
}

bool is_number_group(std::u32string_view text, size_t n, const Sides& sides) {
    if (!is_digit(sides.right)) return false;
    const bool behind_digit = sides.last > 0 && is_digit(text[sides.last - 1]);
    if (n - sides.last == 1) {  // 1,250.5 and 20/11 and 7:30
        return is_digit(sides.left) || (behind_digit && is_one_of(sides.left, U".,:/"));
    }
    const size_t before = digits_before(text, sides.last + 1);
    return sides.space && n - sides.last == 2 && before > 0 && before <= 3 && digits_from(text, n) == 3;  // 1 250 000
}

/// Signs of numbers and of money, on the side where they belong to the number.
bool is_currency_pair(const Sides& sides) {
    return (is_one_of(sides.left, kCurrencies) && is_digit(sides.right)) ||
           (is_digit(sides.left) && is_one_of(sides.right, kCurrencies));
}

}  // namespace

void allow_by_context(std::u32string_view text, size_t n, Place& place) {
    const Sides sides = sides_of(text, n);
    char32_t sign = sides.left;
    for (size_t at = sides.last; at > 0 && at < text.size() && is_closing(text, at) &&
                                 !is_one_of(text[at], kSentenceEnds) && !is_one_of(text[at], kPauses);) {
        sign = text[--at];  // "…?" he said: the mark is before the quote
    }
    if (sides.newline) return place.allow(BreakKind::kNewline, break_penalty::kNone);
    if (is_one_of(sign, kSentenceEnds)) return place.allow(BreakKind::kSentence, break_penalty::kNone);
    if (is_one_of(sides.left, kPauses)) return place.allow(BreakKind::kPause, break_penalty::kPause);
    if (sides.space && khmer::is_khmer(sides.left)) return place.allow(BreakKind::kPause, break_penalty::kPause);
    if (sides.zero_width && !sides.space) return place.allow(BreakKind::kAuthor, break_penalty::kAuthor);
    place.allow(BreakKind::kWord, break_penalty::kSpace);
    if (!sides.space && is_one_of(sides.left, U"-/")) place.discourage(break_penalty::kDiscouraged);
}

void allow_at_edges_of_khmer(std::u32string_view text, Places& places) {
    for (size_t n = 1; n < text.size(); ++n) {
        const char32_t left = text[n - 1], right = text[n];
        if (places[n].penalty < 1 || khmer::continues_syllable(right)) continue;
        const bool leaves = is_khmer_text(left) || left == U'ៗ', enters = is_khmer_text(right);
        if (leaves == enters) continue;
        const char32_t other = leaves ? right : left;
        if (is_digit(other)) {
            places[n].allow(BreakKind::kWord, break_penalty::kSpace + break_penalty::kLeaning);
        } else if (is_letter(other) || (leaves ? is_opening(text, n) : is_closing(text, n - 1))) {
            allow_by_context(text, n, places[n]);
        }
    }
}

void keep_together(std::u32string_view text, Places& places) {
    keep_units(text, places);
    for (size_t n = 1; n < text.size(); ++n) {
        if (is_one_of(text[n - 1], kGlue) || is_one_of(text[n], kGlue)) places[n].glue();
        if (is_break_space(text[n])) continue;
        const Sides sides = sides_of(text, n);
        if (sides.newline || sides.last == text.size()) continue;
        const bool et_cetera = sides.left == U'។' && sides.right == U'ល' && text.substr(n + 1).starts_with(U"។");
        if (et_cetera || is_closing(text, n) || is_opening(text, sides.last) || is_number_group(text, n, sides) ||
            is_currency_pair(sides)) {
            places[n].glue();
        }
        keep_dash(text, n, sides, places);
    }
}

}  // namespace gatecast
