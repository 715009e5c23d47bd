// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "pipeline/playlist/lists/written.h"
#include "subtitles/formats/lines.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

struct Number {
    int value = 0;
    size_t digits = 0;
};

/// Takes a number of one to four digits off the front.
std::optional<Number> take_number(std::string_view& text) {
    Number number;
    number.digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (number.digits == 0 || number.digits > 4) return std::nullopt;
    std::from_chars(text.data(), text.data() + number.digits, number.value);
    text.remove_prefix(number.digits);
    return number;
}

/// Takes what parts day, month and year: a sign, or the words "tháng" and "năm" with spaces.
bool take_separator(std::string_view& text, std::string_view word, char& sign) {
    const std::string_view rest = trimmed(text);
    for (const std::string_view each : {word, word == "tháng" ? std::string_view("thang") : std::string_view("nam")}) {
        if (!rest.starts_with(each)) continue;
        text = trimmed(rest.substr(each.size()));
        return true;
    }
    if (text.empty() || std::string_view("/-._").find(text.front()) == std::string_view::npos) return false;
    if (sign != 0 && text.front() != sign) return false;
    sign = text.front();
    text.remove_prefix(1);
    return true;
}

std::optional<Date> date_of(int y, int m, int d) {
    if (y < 100) y += 2000;
    const Date date(year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d)));
    return date.ok() && y >= 1990 && y < 2200 ? std::optional(date) : std::nullopt;
}

/// The date at the front of small-letter text; what is left of it stays.
std::optional<Date> take_date(std::string_view& text) {
    char sign = 0;
    std::string_view rest = text;
    const auto first = take_number(rest);
    if (!first || !take_separator(rest, "tháng", sign)) return std::nullopt;
    const auto second = take_number(rest);
    if (!second || second->digits > 2 || !take_separator(rest, "năm", sign)) return std::nullopt;
    const auto third = take_number(rest);
    if (!third || (!rest.empty() && rest.front() >= '0' && rest.front() <= '9')) return std::nullopt;
    std::optional<Date> date;
    if (first->digits == 4 && third->digits <= 2) {
        date = date_of(first->value, second->value, third->value);
    } else if (first->digits <= 2 && third->digits % 2 == 0) {
        date = date_of(third->value, second->value, first->value);
        // 12/31/2026 can be nothing but American.
        if (!date && second->value > 12) date = date_of(third->value, first->value, second->value);
    }
    if (date) text = rest;
    return date;
}

/// Days since the end of 1899, as spreadsheets count.
std::optional<Date> day_number(std::string_view text) {
    constexpr double kFrom = 30'000, kUntil = 80'000;  // 1982 to 2119
    constexpr int kTo1970 = 25'569;
    double serial = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
    if (error != std::errc() || end != text.data() + text.size() || !(serial >= kFrom && serial < kUntil))
        return std::nullopt;
    return std::chrono::sys_days(std::chrono::days(static_cast<int>(std::floor(serial)) - kTo1970));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<Date> date_in(std::string_view text) {
    constexpr size_t kLongest = 400;  // bytes of a sentence that may hold one
    const std::string small = vietnamese::lower(text.substr(0, kLongest));
    for (size_t at = 0; at < small.size(); ++at) {
        if (!is_digit(small[at]) || (at > 0 && is_digit(small[at - 1]))) continue;
        std::string_view rest = std::string_view(small).substr(at);
        if (const auto date = take_date(rest)) return date;
        const bool eight = rest.size() >= 8 && rest.find_first_not_of("0123456789") >= 8 &&
                           (rest.size() == 8 || !is_digit(rest[8])) && rest.starts_with("20");
        if (!eight) continue;
        int number = 0;
        std::from_chars(rest.data(), rest.data() + 8, number);
        if (const auto date = date_of(number / 10'000, number / 100 % 100, number % 100)) return date;
    }
    return std::nullopt;
}

std::optional<Date> read_date(std::string_view text) {
    const std::string_view trim = trimmed(text);
    if (const auto serial = day_number(trim)) return serial;
    return date_in(trim);
}

std::string written_date(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string vietnamese_date(Date date) {
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                       static_cast<int>(date.year()));
}

}  // namespace gatecast
