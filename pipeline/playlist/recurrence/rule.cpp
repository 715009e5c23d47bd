// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/recurrence/rule.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "pipeline/playlist/lists/folded.h"
#include "pipeline/playlist/lists/written.h"

namespace gatecast {
namespace {

enum class Said : uint8_t { kNothing, kWeekday, kSpan, kNth, kMonthDay, kEachDay };

struct Phrase {
    const char* words;  // in small letters, without marks; longer ones before those that begin them
    Said said;
    int value;  // day of the week from Sunday, or which of the month
};
constexpr unsigned kWorkdays = 0x3E, kWeekend = 0x41;
constexpr Phrase kPhrases[] = {
    {"thu hai", Said::kWeekday, 1},
    {"thu ba", Said::kWeekday, 2},
    {"thu tu", Said::kWeekday, 3},
    {"thu nam", Said::kWeekday, 4},
    {"thu sau", Said::kWeekday, 5},
    {"thu bay", Said::kWeekday, 6},
    {"chu nhat", Said::kWeekday, 0},
    {"thu 2", Said::kWeekday, 1},
    {"thu 3", Said::kWeekday, 2},
    {"thu 4", Said::kWeekday, 3},
    {"thu 5", Said::kWeekday, 4},
    {"thu 6", Said::kWeekday, 5},
    {"thu 7", Said::kWeekday, 6},
    {"t2", Said::kWeekday, 1},
    {"t3", Said::kWeekday, 2},
    {"t4", Said::kWeekday, 3},
    {"t5", Said::kWeekday, 4},
    {"t6", Said::kWeekday, 5},
    {"t7", Said::kWeekday, 6},
    {"cn", Said::kWeekday, 0},
    {"mondays", Said::kWeekday, 1},
    {"tuesdays", Said::kWeekday, 2},
    {"wednesdays", Said::kWeekday, 3},
    {"thursdays", Said::kWeekday, 4},
    {"fridays", Said::kWeekday, 5},
    {"saturdays", Said::kWeekday, 6},
    {"sundays", Said::kWeekday, 0},
    {"monday", Said::kWeekday, 1},
    {"tuesday", Said::kWeekday, 2},
    {"wednesday", Said::kWeekday, 3},
    {"thursday", Said::kWeekday, 4},
    {"friday", Said::kWeekday, 5},
    {"saturday", Said::kWeekday, 6},
    {"sunday", Said::kWeekday, 0},
    {"mon", Said::kWeekday, 1},
    {"tue", Said::kWeekday, 2},
    {"wed", Said::kWeekday, 3},
    {"thu", Said::kWeekday, 4},
    {"fri", Said::kWeekday, 5},
    {"sat", Said::kWeekday, 6},
    {"sun", Said::kWeekday, 0},
    {"ngay lam viec", Said::kEachDay, static_cast<int>(kWorkdays)},
    {"ngay thuong", Said::kEachDay, static_cast<int>(kWorkdays)},
    {"weekdays", Said::kEachDay, static_cast<int>(kWorkdays)},
    {"working days", Said::kEachDay, static_cast<int>(kWorkdays)},
    {"cuoi tuan", Said::kEachDay, static_cast<int>(kWeekend)},
    {"weekends", Said::kEachDay, static_cast<int>(kWeekend)},
    {"weekend", Said::kEachDay, static_cast<int>(kWeekend)},
    {"hang ngay", Said::kEachDay, 0x7F},
    {"moi ngay", Said::kEachDay, 0x7F},
    {"every day", Said::kEachDay, 0x7F},
    {"daily", Said::kEachDay, 0x7F},
    {"dau tien", Said::kNth, 1},
    {"first", Said::kNth, 1},
    {"second", Said::kNth, 2},
    {"third", Said::kNth, 3},
    {"fourth", Said::kNth, 4},
    {"last", Said::kNth, -1},
    {"cuoi cung", Said::kNth, -1},
    {"cuoi", Said::kNth, -1},
    {"dau", Said::kNth, 1},
    {"lan 2", Said::kNth, 2},
    {"lan 3", Said::kNth, 3},
    {"lan 4", Said::kNth, 4},
    {"of the month", Said::kNothing, 0},
    {"of month", Said::kNothing, 0},
    {"of every month", Said::kNothing, 0},
    {"cua thang", Said::kNothing, 0},
    {"trong thang", Said::kNothing, 0},
    {"hang thang", Said::kNothing, 0},
    {"hang tuan", Said::kNothing, 0},
    {"moi thang", Said::kNothing, 0},
    {"thang", Said::kNothing, 0},
    {"every", Said::kNothing, 0},
    {"each", Said::kNothing, 0},
    {"moi", Said::kNothing, 0},
    {"hang", Said::kNothing, 0},
    {"ngay", Said::kMonthDay, 0},
    {"day", Said::kMonthDay, 0},
    {"den", Said::kSpan, 0},
    {"to", Said::kSpan, 0},
    {"-", Said::kSpan, 0},
};

/// The phrase at the front of `text`, taken off with the blanks after it.
const Phrase* take_phrase(std::string_view& text) {
    for (const Phrase& each : kPhrases) {
        const std::string_view words = each.words;
        if (!text.starts_with(words)) continue;
        std::string_view rest = text.substr(words.size());
        if (!rest.empty() && rest.front() != ' ' && rest.front() != '-' && words != "-") continue;
        while (rest.starts_with(' ')) rest.remove_prefix(1);
        text = rest;
        return &each;
    }
    return nullptr;
}

std::optional<unsigned> take_number(std::string_view& text, unsigned most) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 1 || number > most) return {};
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    return number;
}

unsigned days_between(int from, int to) {
    unsigned days = 0;
    for (int day = from;; day = (day + 1) % 7) {
        days |= 1U << static_cast<unsigned>(day);
        if (day == to) return days;
    }
}

}  // namespace

std::optional<Recurrence> Recurrence::read(std::string_view text) {
    Recurrence recurrence;
    recurrence.rules_.clear();
    for (const std::string& part : split_list(text, ",;")) {
        const auto rule = read_rule(part);
        if (!rule) return {};
        recurrence.rules_.push_back(*rule);
    }
    if (recurrence.rules_.empty()) return {};
    return recurrence;
}

std::optional<Recurrence::Rule> Recurrence::read_rule(std::string_view text) {
    if (const auto dates = read_dates(text)) return dates;
    return read_words(folded_bare(text));
}

/// "30/4" without a year is of every year.
std::optional<Recurrence::Rule> Recurrence::read_dates(std::string_view text) {
    Rule rule;
    const size_t dots = text.find("..");
    const bool span = dots != std::string_view::npos;
    const auto from = read_date(span ? text.substr(0, dots) : text);
    const auto until = span ? read_date(text.substr(dots + 2)) : from;
    if (from && until) {
        rule.between = {*from, *until};
        return rule;
    }
    std::string_view rest = text;
    const auto day = take_number(rest, 31);
    if (!day || !rest.starts_with('/')) return {};
    rest.remove_prefix(1);
    const auto month = take_number(rest, 12);
    if (!month || !rest.empty()) return {};
    rule.month_day = *day;
    rule.month = *month;
    return rule;
}

std::optional<Recurrence::Rule> Recurrence::read_words(std::string_view rest) {
    Rule rule;
    int from = -1;
    bool span = false, said = false;
    while (!rest.empty()) {
        const Phrase* phrase = take_phrase(rest);
        if (phrase == nullptr) return {};
        said = said || phrase->said != Said::kNothing;
        if (phrase->said == Said::kWeekday) {
            if (from >= 0 && !span) return {};  // two days without a sign between them
            rule.weekdays = days_between(span ? from : phrase->value, phrase->value);
            from = phrase->value;
            span = false;
        } else if (phrase->said == Said::kSpan) {
            if (from < 0) return {};
            span = true;
        } else if (phrase->said == Said::kNth) {
            rule.nth = phrase->value;
        } else if (phrase->said == Said::kEachDay) {
            rule.weekdays = static_cast<unsigned>(phrase->value);
        } else if (phrase->said == Said::kMonthDay) {
            const auto day = take_number(rest, 31);
            if (!day) return {};
            rule.month_day = *day;
        }
    }
    if (span || !said || (rule.nth != 0 && from < 0)) return {};
    return rule;
}

bool Recurrence::falls_on(Date date) const {
    using namespace std::chrono;
    const sys_days day = date;
    const unsigned weekday_bit = 1U << weekday(day).c_encoding();
    const auto number = static_cast<unsigned>(date.day());
    const auto last = static_cast<unsigned>(year_month_day_last(date.year() / date.month() / std::chrono::last).day());
    return std::ranges::any_of(rules_, [&](const Rule& rule) {
        if (rule.between) return sys_days(rule.between->first) <= day && day <= sys_days(rule.between->second);
        if ((rule.weekdays & weekday_bit) == 0) return false;
        if (rule.month_day != 0 && rule.month_day != number) return false;
        if (rule.month != 0 && rule.month != static_cast<unsigned>(date.month())) return false;
        if (rule.nth > 0) return (number - 1) / 7 + 1 == static_cast<unsigned>(rule.nth);
        return rule.nth == 0 || number + 7 > last;
    });
}

}  // namespace gatecast
