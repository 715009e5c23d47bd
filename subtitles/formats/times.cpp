// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "subtitles/formats/lines.h"

namespace gatecast {
namespace {

constexpr Rational kUsualRate{25, 1};
constexpr int kMaxFieldDigits = 6;     // 999999 hours are 114 years and fit into 64 bits of nanoseconds
constexpr int kMaxFractionDigits = 9;  // nanoseconds

struct Digit {
    int value = -1;
    size_t bytes = 0;
};

/// ASCII, Khmer and full-width digits.
Digit digit_at(std::string_view text, size_t at) {
    if (at >= text.size()) return {};
    const auto byte = [&](size_t n) { return static_cast<unsigned char>(text[at + n]); };
    if (byte(0) >= '0' && byte(0) <= '9') return {byte(0) - '0', 1};
    if (at + 2 >= text.size()) return {};
    if (byte(0) == 0xE1 && byte(1) == 0x9F && byte(2) >= 0xA0 && byte(2) <= 0xA9) return {byte(2) - 0xA0, 3};
    if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x90 && byte(2) <= 0x99) return {byte(2) - 0x90, 3};
    return {};
}

struct Field {
    int64_t value = 0;
    int digits = 0;
    int64_t nanoseconds = 0;  // read as a decimal fraction of a second
    bool negative = false;
};

size_t skip_blanks(std::string_view text, size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    return at;
}

size_t skip_minus(std::string_view text, size_t at) {
    if (text.substr(at, 1) == "-") return at + 1;
    if (text.substr(at, 3) == "\u2212") return at + 3;
    return at;
}

/// A number with an optional minus at `at`, which moves behind it.
std::optional<Field> take_field(std::string_view text, size_t& at) {
    Field field;
    size_t next = skip_minus(text, at);
    field.negative = next != at;
    int64_t unit = 100'000'000;
    for (Digit digit = digit_at(text, next); digit.value >= 0; digit = digit_at(text, next)) {
        ++field.digits;
        if (field.digits <= kMaxFieldDigits) field.value = field.value * 10 + digit.value;
        if (field.digits <= kMaxFractionDigits) field.nanoseconds += digit.value * unit;
        unit /= 10;
        next += digit.bytes;
    }
    if (field.digits == 0) return std::nullopt;
    at = next;
    return field;
}

char separator_at(std::string_view text, size_t at, size_t& bytes) {
    bytes = 1;
    if (at >= text.size()) return 0;
    if (text.substr(at, 3) == "\uFF1A") {
        bytes = 3;
        return ':';
    }
    const char c = text[at];
    return c == ':' || c == ';' || c == ',' || c == '.' ? c : '\0';
}

struct Fields {
    std::array<Field, 4> field;
    std::array<char, 4> separator{};  // separator[n] stands behind field[n]
    size_t count = 0;
    bool negative = false;
};

/// Whether a comma here parts two times ("0:00:01,0:00:03") and not a second from its fraction.
bool parts_times(std::string_view text, size_t at) {
    if (!take_field(text, at)) return true;
    size_t bytes = 0;
    return separator_at(text, at, bytes) == ':';
}

Fields take_fields(std::string_view text, size_t& at) {
    Fields fields;
    size_t next = at;
    while (fields.count < fields.field.size()) {
        const std::optional<Field> field = take_field(text, next);
        if (!field) break;
        fields.negative |= field->negative;
        fields.field[fields.count++] = *field;
        at = next;
        size_t bytes = 0;
        next = skip_blanks(text, next);
        const char separator = separator_at(text, next, bytes);
        if (separator == 0 || (separator == ',' && parts_times(text, skip_blanks(text, next + bytes)))) break;
        fields.separator[fields.count - 1] = separator;
        next = skip_blanks(text, next + bytes);
    }
    return fields;
}

/// As timecode counts them: 30 at 29.97.
int64_t frames_a_second(Rational rate) {
    return (rate.num + rate.den - 1) / rate.den;
}

std::optional<ReadTime> interpret(const Fields& fields, Rational rate) {
    const auto is_point = [](char c) { return c == ',' || c == '.'; };
    const auto& f = fields.field;
    const auto& s = fields.separator;
    size_t whole = fields.count;  // how many fields are whole hours, minutes, seconds
    if (whole == 4 || (whole == 3 && is_point(s[1]) && s[0] == ':')) --whole;
    if (whole < 2 || (fields.count < 4 && s[0] != ':')) return std::nullopt;
    if (fields.count == 3 && whole == 3 && s[1] != ':') return std::nullopt;
    for (size_t n = 0; n < whole; ++n) {
        if (f[n].digits > kMaxFieldDigits) return std::nullopt;
    }
    const Field none;
    const Field& hours = whole == 3 ? f[0] : none;
    const Field& minutes = f[whole - 2];
    const Field& seconds = f[whole - 1];
    ReadTime read;
    read.odd = minutes.value >= 60 && whole == 3;
    read.odd |= seconds.value >= 60;
    const int64_t total = hours.value * 3600 + minutes.value * 60 + seconds.value;
    read.time = std::chrono::seconds(total);
    if (fields.count > whole) {
        const Field& last = f[whole];
        const char before = s[whole - 1];
        read.frames = !is_point(before) && last.digits <= 2;
        if (read.frames) {
            read.odd |= last.value >= frames_a_second(rate);
            read.time = frames_to_time(total, last.value, rate, before == ';');
        } else {
            read.time += Time(last.nanoseconds);
        }
    }
    if (fields.negative) read.time = -read.time;
    return read;
}

/// The arrow and the blanks around it; how many bytes, 0: none.
size_t arrow_length(std::string_view text) {
    size_t at = skip_blanks(text, 0);
    if (at < text.size() && (text[at] == ',' || text[at] == '.' || text[at] == ':')) ++at;  // "00:00:01, -->"
    bool stroke = false;
    for (;;) {
        at = skip_blanks(text, at);
        if (text.substr(at, 1) == "-" || text.substr(at, 1) == "=") {
            ++at;
        } else if (text.substr(at, 3) == "\u2013" || text.substr(at, 3) == "\u2014") {
            at += 3;
        } else {
            break;
        }
        stroke = true;
    }
    for (const std::string_view head : {std::string_view(">"), std::string_view("&gt;"), std::string_view("\uFF1E")}) {
        if (stroke && text.substr(at, head.size()) == head) return skip_blanks(text, at + head.size());
    }
    if (text.substr(at, 3) == "\u2192") return skip_blanks(text, at + 3);
    return 0;
}

/// Where the arrow of a line begins that is not behind a readable time.
size_t find_arrow(std::string_view line) {
    for (const std::string_view arrow : {"-->", "->", "\u2192", "--&gt;"}) {
        const size_t at = line.find(arrow);
        if (at != std::string_view::npos) return at;
    }
    return std::string_view::npos;
}

/// Written as a time, though it cannot be read as one: "00:0x:02,000".
bool is_meant_as_time(std::string_view text) {
    return std::count(text.begin(), text.end(), ':') >= 2 &&
           std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The end of a line of times: what stands behind it is parted from it. Nothing: not a time.
std::optional<ReadTime> take_end_time(std::string_view& text, Rational frame_rate) {
    std::string_view rest = text;
    const std::optional<ReadTime> end = take_time(rest, frame_rate);
    if (!end) return std::nullopt;
    if (rest.starts_with(',') || rest.starts_with('.') || rest.starts_with(':')) rest.remove_prefix(1);
    if (!rest.empty() && !is_blank_char(rest.front())) return std::nullopt;
    text = trimmed(rest);
    return end;
}

}  // namespace

Time frames_to_time(int64_t seconds, int64_t frame, Rational rate, bool drop) {
    if (rate.num <= 0 || rate.den <= 0) rate = kUsualRate;
    const int64_t nominal = frames_a_second(rate);
    int64_t count = seconds * nominal + frame;
    if (drop && rate.den == 1001 && nominal % 30 == 0) {
        const int64_t minutes = seconds / 60;
        count -= nominal / 15 * (minutes - minutes / 10);
    }
    return frame_time(count, rate);
}

std::optional<ReadTime> take_time(std::string_view& text, Rational frame_rate) {
    size_t at = skip_blanks(text, 0);
    const Fields fields = take_fields(text, at);
    const std::optional<ReadTime> read = interpret(fields, frame_rate.num > 0 ? frame_rate : kUsualRate);
    if (read) text.remove_prefix(at);
    return read;
}

std::optional<ReadTime> read_time(std::string_view text, Rational frame_rate) {
    text = trimmed(text);
    const std::optional<ReadTime> read = take_time(text, frame_rate);
    return text.empty() ? read : std::nullopt;
}

std::optional<int64_t> read_number(std::string_view text) {
    text = trimmed(text);
    size_t at = 0;
    const std::optional<Field> field = take_field(text, at);
    if (!field || at != text.size() || field->digits > kMaxFieldDigits || field->negative) return std::nullopt;
    return field->value;
}

std::optional<TimingLine> read_timing_line(std::string_view line, Rational frame_rate) {
    if (line.find('>') == std::string_view::npos && find_arrow(line) == std::string_view::npos &&
        line.find("\uFF1E") == std::string_view::npos) {
        return std::nullopt;
    }
    line = trimmed(line);
    TimingLine timing;
    std::string_view rest = line;
    timing.start = take_time(rest, frame_rate);
    size_t arrow = timing.start ? arrow_length(rest) : 0;
    if (arrow == 0) {
        timing.start.reset();
        const size_t at = find_arrow(line);
        if (at == std::string_view::npos || !is_meant_as_time(line.substr(0, at))) return std::nullopt;
        rest = line.substr(at);
        arrow = arrow_length(rest);
        if (arrow == 0) return std::nullopt;
    }
    rest.remove_prefix(arrow);
    timing.end = take_end_time(rest, frame_rate);
    if (!timing.end && !is_meant_as_time(rest)) return std::nullopt;
    if (timing.end) timing.rest = rest;
    return timing;
}

std::string written_time(Time time, char separator, int digits, int hour_digits) {
    const int64_t unit = digits == 2 ? 10'000'000 : 1'000'000;
    const int64_t per_second = 1'000'000'000 / unit;
    const int64_t count = (time.count() + (time.count() < 0 ? -unit / 2 : unit / 2)) / unit;
    const int64_t total = count < 0 ? -count : count;
    const int64_t seconds = total / per_second;
    return fmt::format("{}{:0{}}:{:02}:{:02}{}{:0{}}", count < 0 ? "-" : "", seconds / 3600, hour_digits,
                       seconds / 60 % 60, seconds % 60, separator, total % per_second, digits);
}

}  // namespace gatecast
