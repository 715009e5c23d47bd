// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/cell_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "subtitles/formats/times.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr size_t kLongestTime = 80;  // bytes; longer cells are text

/// Digits and marks in ASCII: Khmer and full-width digits, typographic quotes and dashes, all kinds of spaces.
std::string in_ascii(std::string_view text) {
    std::string ascii;
    for (const char32_t c : to_utf32(text)) {
        if (c >= 0x17E0 && c <= 0x17E9) {
            ascii += static_cast<char>('0' + (c - 0x17E0));
        } else if (c >= 0xFF10 && c <= 0xFF1A) {  // digits and the colon behind them
            ascii += static_cast<char>('0' + (c - 0xFF10));
        } else if (c == 0x2019 || c == 0x2032 || c == 0x00B4) {
            ascii += '\'';
        } else if (c == 0x201D || c == 0x2033) {
            ascii += '"';
        } else if (c == 0x2013 || c == 0x2014 || c == 0x2212) {
            ascii += '-';
        } else if (c == 0xA0 || c == 0x202F || c == '\t') {
            ascii += ' ';
        } else if (c == 0x200B || c == 0xFEFF) {
            continue;
        } else {
            append_utf8(ascii, c);
        }
    }
    return ascii;
}

/// Asked before anything that costs an allocation: most cells are words. Khmer digits begin with E1, full-width ones
/// EF.
bool may_hold_digits(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '\xE1' || c == '\xEF'; });
}

std::string_view trimmed(std::string_view text) {
    const auto space = [](char c) { return c == ' ' || c == '\n'; };
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    while (!text.empty() && space(text.back())) text.remove_suffix(1);
    return text;
}

/// A number as written: how many digits say whether it is frames or a fraction.
struct Number {
    int64_t value = 0;
    int digits = 0;
};

/// "00:01:05,5" as {0, 1, 5, 5} and "::,". Nothing if anything else stands there.
struct Fields {
    std::vector<Number> numbers;
    std::string separators;
};

std::optional<Fields> fields_of(std::string_view text) {
    Fields fields;
    size_t at = 0;
    while (true) {
        while (at < text.size() && text[at] == ' ') ++at;
        Number number;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
            if (++number.digits > 18) return std::nullopt;  // a share of a day has so many
            number.value = number.value * 10 + (text[at] - '0');
        }
        if (number.digits == 0) return std::nullopt;
        fields.numbers.push_back(number);
        while (at < text.size() && text[at] == ' ') ++at;
        if (at == text.size()) return fields;
        if (fields.numbers.size() == 4 || std::string_view(":;.,").find(text[at]) == std::string_view::npos)
            return std::nullopt;
        fields.separators += text[at++];
    }
}

constexpr int64_t kSecond = 1'000'000'000;

int64_t fraction_ns(const Number& number) {
    int64_t ns = number.value;
    for (int digits = number.digits; digits < 9; ++digits) ns *= 10;
    for (int digits = number.digits; digits > 9; --digits) ns /= 10;
    return ns;
}

/// Hours, minutes, seconds; only the first that is written may be as large as it likes.
std::optional<int64_t> seconds_of(int64_t hours, int64_t minutes, int64_t seconds, bool with_hours) {
    if (seconds > 59 || (with_hours && minutes > 59) || hours > 9999 || minutes > 99999) return std::nullopt;
    return (hours * 60 + minutes) * 60 + seconds;
}

WrittenTime from_frames(int64_t seconds, const Number& frames, char separator, Rational rate) {
    WrittenTime written;
    written.time = frames_to_time(seconds, frames.value, rate, separator == ';');
    written.beyond_rate = frames.value * rate.den >= rate.num + rate.den - 1;
    return written;
}

std::optional<WrittenTime> four_fields(const Fields& f, Rational rate) {
    const auto seconds = seconds_of(f.numbers[0].value, f.numbers[1].value, f.numbers[2].value, true);
    if (!seconds) return std::nullopt;
    const char last = f.separators[2];
    const bool frames = (last == ':' || last == ';') && f.numbers[3].digits <= 2;
    if (frames) return from_frames(*seconds, f.numbers[3], last, rate);
    return WrittenTime{Time(*seconds * kSecond + fraction_ns(f.numbers[3]))};
}

std::optional<WrittenTime> from_fields(const Fields& f, Rational rate) {
    const std::string& s = f.separators;
    const bool dots_only = s.find_first_of(":;") == std::string::npos;
    if (f.numbers[0].value > 9'999'999) return std::nullopt;
    if (f.numbers.size() == 1) return WrittenTime{Time(f.numbers[0].value * kSecond), false, true};
    if (f.numbers.size() == 2 && dots_only) {
        return WrittenTime{Time(f.numbers[0].value * kSecond + fraction_ns(f.numbers[1])), false, true};
    }
    if (f.numbers.size() == 4) return four_fields(f, rate);
    if (f.numbers.size() == 2) {
        const auto seconds = seconds_of(0, f.numbers[0].value, f.numbers[1].value, false);
        if (!seconds) return std::nullopt;
        return WrittenTime{Time(*seconds * kSecond), true};
    }
    const bool with_fraction = !dots_only && (s[1] == '.' || s[1] == ',');  // mm:ss.5
    const auto seconds = with_fraction ? seconds_of(0, f.numbers[0].value, f.numbers[1].value, false)
                                       : seconds_of(f.numbers[0].value, f.numbers[1].value, f.numbers[2].value, true);
    if (!seconds || (dots_only && s[1] == ',')) return std::nullopt;
    return WrittenTime{Time(*seconds * kSecond + (with_fraction ? fraction_ns(f.numbers[2]) : 0))};
}

/// Which part of a time a word behind a number names: 3600, 60, 1; 0 is none.
int64_t unit_seconds(std::string_view word) {
    constexpr std::array kHours{"h", "g", "giờ", "hr"};
    constexpr std::array kMinutes{"'", "m", "p", "ph", "phút", "min"};
    constexpr std::array kSeconds{"\"", "''", "s", "giây", "sec", ""};
    for (const char* each : kHours)
        if (word == each) return 3600;
    for (const char* each : kMinutes)
        if (word == each) return 60;
    for (const char* each : kSeconds)
        if (word == each) return 1;
    return 0;
}

/// 1'05", 1h02'03'', 2 phút 5 giây, 65s.
std::optional<WrittenTime> from_units(std::string_view text) {
    int64_t total = 0;
    int64_t above = 3601;
    bool any_word = false;
    while (!(text = trimmed(text)).empty()) {
        const size_t digits = std::min(text.find_first_not_of("0123456789.,"), text.size());
        const auto number = fields_of(text.substr(0, digits));
        if (!number || number->numbers.size() > 2) return std::nullopt;
        text = trimmed(text.substr(digits));
        const size_t next = std::min(text.find_first_of("0123456789"), text.size());
        const std::string_view word = trimmed(text.substr(0, next));
        text.remove_prefix(next);
        const int64_t unit = unit_seconds(word);
        const bool fraction = number->numbers.size() == 2;
        if (unit == 0 || unit >= above || (fraction && unit != 1) || number->numbers[0].value > 99999)
            return std::nullopt;
        total += number->numbers[0].value * unit * kSecond + (fraction ? fraction_ns(number->numbers[1]) : 0);
        above = unit;
        any_word |= !word.empty();
    }
    if (!any_word) return std::nullopt;
    return WrittenTime{Time(total)};
}

/// 12:00:05 AM, as spreadsheets show times in English (SA, CH in Vietnamese).
struct HalfDay {
    std::string_view rest;
    int half = 0;  // 1: before noon, 2: after
};
HalfDay half_day_of(std::string_view text) {
    for (const auto& [word, half] : {std::pair{"AM", 1}, {"am", 1}, {"SA", 1}, {"PM", 2}, {"pm", 2}, {"CH", 2}})
        if (text.ends_with(word)) return {trimmed(text.substr(0, text.size() - 2)), half};
    return {text, 0};
}

std::optional<WrittenTime> parse_ascii(std::string_view text, Rational rate) {
    text = trimmed(text);
    if (text.size() > 2 && (text.front() == '[' || text.front() == '(') && (text.back() == ']' || text.back() == ')'))
        text = trimmed(text.substr(1, text.size() - 2));
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const HalfDay half = half_day_of(text);
    std::optional<WrittenTime> written;
    if (const auto fields = fields_of(half.rest)) written = from_fields(*fields, rate);
    if (!written && half.half == 0) written = from_units(text);
    if (!written) return std::nullopt;
    constexpr std::chrono::hours kNoon{12};
    if (half.half != 0) {
        if (written->bare_number || written->two_fields || written->time >= kNoon + std::chrono::hours(1))
            return std::nullopt;
        if (written->time >= kNoon) written->time -= kNoon;
        if (half.half == 2) written->time += kNoon;
    }
    if (negative) written->time = -written->time;
    return written;
}

}  // namespace

std::optional<WrittenTime> parse_written_time(std::string_view text, Rational rate) {
    if (text.size() > kLongestTime || !may_hold_digits(text)) return std::nullopt;
    return parse_ascii(in_ascii(text), rate);
}

std::optional<WrittenRange> parse_written_range(std::string_view text, Rational rate) {
    if (text.size() > 2 * kLongestTime || !may_hold_digits(text)) return std::nullopt;
    const std::string ascii = in_ascii(text);
    std::string_view whole = trimmed(ascii);
    const bool square = whole.size() > 2 && whole.front() == '[' && whole.back() == ']';
    const bool round = whole.size() > 2 && whole.front() == '(' && whole.back() == ')';
    if ((square || round) && whole.find_first_of("[(", 1) == whole.npos) whole = whole.substr(1, whole.size() - 2);
    for (const std::string_view between : {"-->", "->", "→", "=>", "~", "\n", " - ", "to", "đến", "-", "/"}) {
        for (size_t at = whole.find(between); at != whole.npos; at = whole.find(between, at + 1)) {
            const auto from = parse_ascii(whole.substr(0, at), rate);
            const auto until = parse_ascii(whole.substr(at + between.size()), rate);
            if (from && until && from->bare_number == until->bare_number) return WrittenRange{*from, *until};
        }
    }
    return std::nullopt;
}

size_t leading_time(std::string_view line, Rational rate) {
    // Everything that a time or a range may consist of; the longest part of it that is one.
    size_t end = 0;
    while (end < line.size() && end < kLongestTime) {
        const std::string_view rest = line.substr(end);
        size_t step = std::string_view("0123456789:;.,'\"-> []()~\t").find(rest.front()) != std::string_view::npos;
        for (const std::string_view sign : {"–", "—", "→", "′", "″", "’", "”"})
            if (rest.starts_with(sign)) step = sign.size();
        if (step == 0) break;
        end += step;
    }
    for (size_t until = end; until >= 3; --until) {
        const std::string_view part = line.substr(0, until);
        if (until < line.size() && (static_cast<unsigned char>(line[until]) & 0xC0) == 0x80) continue;
        if (const auto range = parse_written_range(part, rate); range && !range->from.bare_number) return until;
        if (const auto time = parse_written_time(part, rate); time && !time->bare_number) return until;
    }
    return 0;
}

}  // namespace gatecast
