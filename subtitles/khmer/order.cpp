// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/khmer/order.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "subtitles/khmer/syllable.h"

namespace gatecast::khmer {
namespace {

constexpr char32_t kRo = U'\u179A';
constexpr char32_t kAa = U'\u17B6';
constexpr char32_t kIi = U'\u17B8';
constexpr char32_t kU = U'\u17BB';
constexpr char32_t kOe = U'\u17BE';
constexpr char32_t kE = U'\u17C1';
constexpr char32_t kOo = U'\u17C4';
constexpr char32_t kNikahit = U'\u17C6';
constexpr char32_t kMuusikatoan = U'\u17C9';
constexpr char32_t kTriisap = U'\u17CA';
constexpr char32_t kRobat = U'\u17CC';
constexpr char32_t kSamyokSannya = U'\u17D0';
constexpr char32_t kZwnj = U'\u200C';
constexpr char32_t kZwj = U'\u200D';

constexpr bool is_joiner(char32_t c) {
    return c == kZwnj || c == kZwj;
}
constexpr bool is_shifter(char32_t c) {
    return c == kMuusikatoan || c == kTriisap;
}
constexpr bool is_mark(char32_t c) {
    return (c >= 0x17B6 && c <= 0x17D1) || c == 0x17D3 || c == 0x17DD || is_joiner(c);
}

/// A mark, or a coeng with the letter that it binds.
struct Unit {
    int rank = 0;
    Traced first;
    Traced bound{};  // c == 0: none
};

enum Rank {
    kRankRobat,
    kRankCoeng,
    kRankCoengRo,
    kRankShifter,
    kRankJoiner,
    kRankBefore,
    kRankBelow,
    kRankAbove,
    kRankAfter,
    kRankSign,
    kRankFinal,
    kRankLast
};

int rank_of(char32_t c) {
    if (c == kRobat) return kRankRobat;
    if (is_shifter(c)) return kRankShifter;
    if (is_joiner(c)) return kRankJoiner;
    if (c >= kOe && c <= 0x17C5) return kRankBefore;
    if (c >= kU && c <= 0x17BD) return kRankBelow;
    if (c >= 0x17B7 && c <= 0x17BA) return kRankAbove;
    if (c == kAa) return kRankAfter;
    return c == 0x17C7 || c == 0x17C8 ? kRankFinal : kRankSign;
}

using Units = std::vector<Unit>;

/// Behind the last mark of the syllable that begins at `from`. A coeng that binds nothing ends it: were it moved, it
/// would bind what it was never meant to.
size_t syllable_end(const TracedText& text, size_t from) {
    size_t n = from + 1;
    while (n < text.size()) {
        if (text[n].c == kCoeng) {
            if (n + 1 >= text.size() || !is_base(text[n + 1].c)) return n + 1;
            n += 2;
        } else if (is_mark(text[n].c)) {
            ++n;
        } else {
            break;
        }
    }
    return n;
}

Units units_of(const TracedText& text, size_t from, size_t until) {
    Units units;
    for (size_t n = from; n < until; ++n) {
        const Traced& each = text[n];
        if (each.c != kCoeng) {
            // A joiner with nothing behind it has nothing to act on: it stays where it is.
            const bool trailing = is_joiner(each.c) && n + 1 == until;
            units.push_back({trailing ? kRankLast : rank_of(each.c), each});
        } else if (n + 1 < until) {
            units.push_back({text[n + 1].c == kRo ? kRankCoengRo : kRankCoeng, each, text[n + 1]});
            ++n;
        } else {
            units.push_back({kRankLast, each});
        }
    }
    return units;
}

TracedText written(const Traced& base, const Units& units) {
    TracedText text{base};
    for (const Unit& unit : units) {
        text.push_back(unit.first);
        if (unit.bound.c != 0) text.push_back(unit.bound);
    }
    return text;
}

void sort(Units& units) {
    std::stable_sort(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.rank < b.rank; });
}

Units::iterator find(Units& units, char32_t c) {
    return std::find_if(units.begin(), units.end(), [c](const Unit& unit) { return unit.first.c == c; });
}

bool has(const Units& units, char32_t c) {
    return std::any_of(units.begin(), units.end(), [c](const Unit& unit) { return unit.first.c == c; });
}

/// E and `other` become one vowel.
bool join(Units& units, char32_t other, char32_t whole) {
    const auto e = find(units, kE);
    const auto second = find(units, other);
    if (e == units.end() || second == units.end()) return false;
    e->first = {whole, std::min(e->first.from, second->first.from), e->first.until};
    units.erase(second);
    return true;
}

bool join_vowels(Units& units) {
    bool joined = false;
    while (join(units, kIi, kOe) || join(units, kAa, kOo)) joined = true;
    return joined;
}

/// The shifter that turns a letter's own series into the other; 0: the letter has none. A stop or sibilant governs the
/// sonorants beside it; of equals, the last.
char32_t shifter_for(const Traced& base, const Units& units) {
    constexpr std::u32string_view kFirstSeries = U"កខចឆដឋណតថបផសហឡអឝឞ";
    constexpr std::u32string_view kSecondSeries = U"គឃជឈឌឍទធពភ";
    constexpr std::u32string_view kSonorants = U"ងញនមយរលវ";
    char32_t shifter = 0;
    bool governed = false;
    const auto ask = [&](char32_t c) {
        const bool first = kFirstSeries.find(c) != std::u32string_view::npos;
        if (first || kSecondSeries.find(c) != std::u32string_view::npos) {
            shifter = first ? kTriisap : kMuusikatoan;
            governed = true;
        } else if (!governed && kSonorants.find(c) != std::u32string_view::npos) {
            shifter = kMuusikatoan;
        }
    };
    ask(base.c);
    for (const Unit& unit : units) {
        if (unit.bound.c != 0) ask(unit.bound.c);
    }
    return shifter;
}

/// Under a mark above, a shifter looks like the vowel U and is often typed as one.
bool restore_shifter(const Traced& base, Units& units) {
    const auto u = find(units, kU);
    if (u == units.end() || has(units, kMuusikatoan) || has(units, kTriisap)) return false;
    const bool above = std::any_of(units.begin(), units.end(), [](const Unit& unit) {
        const char32_t c = unit.first.c;
        return rank_of(c) == kRankAbove || c == kOe || c == kSamyokSannya;
    });
    if (!above && !(has(units, kAa) && has(units, kNikahit))) return false;
    const char32_t shifter = shifter_for(base, units);
    if (shifter == 0) return false;
    u->first.c = shifter;
    u->rank = kRankShifter;
    sort(units);
    return true;
}

/// One joiner acts; the others do nothing.
bool drop_second_joiners(Units& units) {
    bool seen = false;
    return std::erase_if(units, [&seen](const Unit& unit) {
               if (!is_joiner(unit.first.c)) return false;
               return std::exchange(seen, true);
           }) != 0;
}

/// The syllable as it should be; `changed` if it is not that already.
TracedText ordered(const TracedText& text, size_t from, size_t until, Account account, bool& changed) {
    Units units = units_of(text, from + 1, until);
    TracedText now(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(until));
    const auto step = [&](const char* rule, bool done) {
        if (!done) return;
        TracedText next = written(text[from], units);
        note(account, rule, now, next);
        now = std::move(next);
        changed = true;
    };
    if (!std::is_sorted(units.begin(), units.end(), [](const Unit& a, const Unit& b) { return a.rank < b.rank; })) {
        sort(units);
        step(N_("put in the order of the syllable"), true);
    }
    step(N_("invisible character written twice"), drop_second_joiners(units));
    step(N_("two halves of a vowel written as one"), join_vowels(units));
    step(N_("vowel U under a mark above is a shifter"), restore_shifter(text[from], units));
    return now;
}

/// Letters that Unicode has given up.
bool replace_obsolete(TracedText& text, Account account) {
    constexpr char32_t kQaq = U'\u17A3';
    constexpr char32_t kQaa = U'\u17A4';
    constexpr char32_t kQa = U'\u17A2';
    bool changed = false;
    for (size_t n = 0; n < text.size(); ++n) {
        const Traced old = text[n];
        if (old.c != kQaq && old.c != kQaa) continue;
        TracedText now{{kQa, old.from, old.until}};
        if (old.c == kQaa) now.push_back({kAa, old.from, old.until});
        note(account, N_("letter that is no longer used"), {old}, now);
        text[n] = now.front();
        if (now.size() > 1) text.insert(text.begin() + static_cast<std::ptrdiff_t>(n + 1), now.back());
        changed = true;
    }
    return changed;
}

constexpr bool is_invisible(char32_t c) {
    return c == kCoeng || is_joiner(c);
}

/// Runs of coengs and joiners: the first joiner is the one that acts, the last coeng the one that binds, and nothing
/// may stand between it and its letter.
bool collapse(TracedText& text, Account account) {
    bool changed = false;
    for (size_t from = 0; from < text.size(); ++from) {
        if (!is_invisible(text[from].c)) continue;
        size_t until = from + 1;
        while (until < text.size() && is_invisible(text[until].c)) ++until;
        const auto at = [&](size_t n) { return text.begin() + static_cast<std::ptrdiff_t>(n); };
        const auto joiner = std::find_if(at(from), at(until), [](const Traced& each) { return is_joiner(each.c); });
        const auto coeng = std::find_if(at(from), at(until), [](const Traced& each) { return each.c == kCoeng; });
        TracedText after;
        if (joiner != at(until)) after.push_back(*joiner);
        if (coeng != at(until)) after.push_back(*coeng);
        const TracedText before(at(from), at(until));
        if (before.size() != after.size()) {
            note(account, N_("invisible character written twice"), before, after);
        } else if (before.front().c != after.front().c) {
            note(account, N_("joiner put before the coeng"), before, after);
        } else {
            from = until - 1;
            continue;
        }
        text.erase(at(from), at(until));
        text.insert(at(from), after.begin(), after.end());
        from += after.size() - 1;
        changed = true;
    }
    return changed;
}

}  // namespace

bool put_in_order(TracedText& text, Account account) {
    bool changed = replace_obsolete(text, account);
    changed = collapse(text, account) || changed;
    TracedText result;
    result.reserve(text.size());
    for (size_t n = 0; n < text.size();) {
        const size_t end = is_base(text[n].c) ? syllable_end(text, n) : n + 1;
        if (end - n < 3) {
            result.insert(result.end(), text.begin() + static_cast<std::ptrdiff_t>(n),
                          text.begin() + static_cast<std::ptrdiff_t>(end));
        } else {
            const TracedText now = ordered(text, n, end, account, changed);
            result.insert(result.end(), now.begin(), now.end());
        }
        n = end;
    }
    text = std::move(result);
    return changed;
}

}  // namespace gatecast::khmer
