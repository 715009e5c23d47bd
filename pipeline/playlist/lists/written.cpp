// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/written.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "subtitles/formats/lines.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr size_t kLongestTime = 40;  // bytes
constexpr double kFrames = 25;       // a second, of HH:MM:SS:FF
constexpr Time kDay = 24h;

enum class Unit : uint8_t { kEnd, kColon, kDot, kHour, kMinute, kSecond, kAm, kPm, kOther };

struct UnitWord {
    std::string_view word;
    Unit unit;
};
constexpr std::array kUnits{
    UnitWord{"", Unit::kEnd},        UnitWord{":", Unit::kColon},        UnitWord{".", Unit::kDot},
    UnitWord{",", Unit::kDot},       UnitWord{"h", Unit::kHour},         UnitWord{"g", Unit::kHour},
    UnitWord{"giờ", Unit::kHour},    UnitWord{"gio", Unit::kHour},       UnitWord{"hour", Unit::kHour},
    UnitWord{"hours", Unit::kHour},  UnitWord{"h:", Unit::kHour},        UnitWord{"m", Unit::kMinute},
    UnitWord{"p", Unit::kMinute},    UnitWord{"ph", Unit::kMinute},      UnitWord{"phút", Unit::kMinute},
    UnitWord{"phut", Unit::kMinute}, UnitWord{"min", Unit::kMinute},     UnitWord{"mins", Unit::kMinute},
    UnitWord{"'", Unit::kMinute},    UnitWord{"minutes", Unit::kMinute}, UnitWord{"s", Unit::kSecond},
    UnitWord{"giây", Unit::kSecond}, UnitWord{"giay", Unit::kSecond},    UnitWord{"sec", Unit::kSecond},
    UnitWord{"''", Unit::kSecond},   UnitWord{"\"", Unit::kSecond},      UnitWord{"seconds", Unit::kSecond},
    UnitWord{"am", Unit::kAm},       UnitWord{"sa", Unit::kAm},          UnitWord{"pm", Unit::kPm},
    UnitWord{"ch", Unit::kPm},
};

/// A number and what stands behind it.
struct Part {
    double number = 0;
    size_t digits = 0;  // before a decimal point
    Unit unit = Unit::kEnd;
};

/// Small letters, composed; one kind of prime.
std::string plain(std::string_view text) {
    std::string small = vietnamese::lower(trimmed(text));
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kPrimes{
        {{"’", "'"}, {"′", "'"}, {"‘", "'"}, {"”", "\""}, {"″", "\""}, {"“", "\""}}};
    for (const auto& [from, to] : kPrimes)
        for (size_t at = small.find(from); at != small.npos; at = small.find(from)) small.replace(at, from.size(), to);
    return small;
}

Unit unit_of(std::string_view text) {
    const std::string_view word = trimmed(text);
    const auto* const known = std::ranges::find(kUnits, word, &UnitWord::word);
    return known == kUnits.end() ? Unit::kOther : known->unit;
}

/// "5h30" is 5 hours and 30 of nothing; empty where it does not begin with a digit or goes on too long.
std::vector<Part> parts_of(std::string_view text) {
    constexpr size_t kMostParts = 6, kMostDigits = 9;
    std::vector<Part> parts;
    while (!text.empty()) {
        const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > kMostDigits || parts.size() == kMostParts) return {};
        Part part;
        part.digits = digits;
        std::from_chars(text.data(), text.data() + digits, part.number);
        text.remove_prefix(digits);
        const size_t next = std::min(text.find_first_of("0123456789"), text.size());
        part.unit = unit_of(text.substr(0, next));
        text.remove_prefix(next);
        parts.push_back(part);
    }
    return parts;
}

Time seconds(double value) {
    return std::chrono::nanoseconds(std::llround(value * 1e3) * 1'000'000);
}

/// A number as a spreadsheet keeps a time: 0.229166… is half past five.
std::optional<Time> share_of_day(std::string_view text, double most) {
    const size_t point = text.find('.');
    const bool long_fraction = point != text.npos && text.size() - point > 3;
    double share = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), share);
    if (!long_fraction || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (!(share >= 0 && share < most)) return std::nullopt;
    return seconds(std::round(share * 86'400'000) / 1000);
}

/// What stands behind the seconds: frames after a colon, a fraction after a point.
double below_seconds(const Part& seconds, const Part& rest) {
    return seconds.unit == Unit::kColon ? rest.number / kFrames
                                        : rest.number / std::pow(10, static_cast<double>(rest.digits));
}

/// "1.5h" is one number.
std::vector<Part> with_decimals(const std::vector<Part>& parts) {
    std::vector<Part> joined;
    for (size_t i = 0; i < parts.size(); ++i) {
        Part part = parts[i];
        if (part.unit == Unit::kDot && i + 1 < parts.size()) {
            part.number += below_seconds(part, parts[i + 1]);
            part.unit = parts[++i].unit;
        }
        joined.push_back(part);
    }
    return joined;
}

/// 1h30, 2'30": each number with its unit, the last one the next smaller.
std::optional<Time> length_in_units(const std::vector<Part>& parts) {
    double total = 0;
    Unit last = Unit::kEnd;
    for (const Part& part : parts) {
        Unit unit = part.unit;
        if (unit == Unit::kEnd && last != Unit::kEnd) unit = last == Unit::kHour ? Unit::kMinute : Unit::kSecond;
        const bool smaller = unit >= Unit::kHour && unit <= Unit::kSecond && (last == Unit::kEnd || unit > last);
        if (!smaller) return std::nullopt;
        total += part.number * (unit == Unit::kHour ? 3600 : unit == Unit::kMinute ? 60 : 1);
        last = unit;
    }
    return seconds(total);
}

std::optional<Time> length_in_fields(const std::vector<Part>& parts) {
    for (size_t i = 0; i < parts.size(); ++i)
        if (parts[i].unit != (i + 1 < parts.size() ? Unit::kColon : Unit::kEnd)) return std::nullopt;
    const auto at = [&](size_t i) { return parts[i].number; };
    for (size_t i = 1; i < parts.size(); ++i)
        if (at(i) >= 60) return std::nullopt;
    if (parts.size() == 2) return seconds(at(0) * 60 + at(1));
    if (parts.size() == 3) return seconds(at(0) * 3600 + at(1) * 60 + at(2));
    if (parts.size() == 4 && at(3) < kFrames) return seconds(at(0) * 3600 + at(1) * 60 + at(2) + at(3) / kFrames);
    return std::nullopt;
}

std::string fields_of(Time time) {
    const int64_t ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    std::string text = fmt::format("{:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
    if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
    return text;
}

}  // namespace

std::optional<Time> read_clock(std::string_view text) {
    if (text.size() > kLongestTime) return std::nullopt;
    const std::string small = plain(text);
    if (const auto share = share_of_day(small, 2)) return share;
    const std::vector<Part> parts = parts_of(small);
    if (parts.empty() || parts.size() > 4) return std::nullopt;
    double hours = parts[0].number, minutes = 0, of_seconds = 0;
    if (parts.size() == 1 && parts[0].unit == Unit::kEnd && parts[0].digits == 4) {  // 0530
        hours = std::floor(parts[0].number / 100);
        minutes = parts[0].number - hours * 100;
    } else if (parts.size() == 1 && parts[0].unit != Unit::kHour && parts[0].unit != Unit::kAm &&
               parts[0].unit != Unit::kPm) {
        return std::nullopt;
    }
    const Unit first = parts[0].unit;
    const bool fields = first == Unit::kColon || first == Unit::kDot || first == Unit::kHour;
    if (parts.size() > 1) {
        if (!fields || parts[0].digits > 2 || parts[1].digits > 2) return std::nullopt;
        minutes = parts[1].number;
    }
    if (parts.size() > 2) {
        const Unit second = parts[1].unit;
        if (second != Unit::kColon && second != Unit::kDot && second != Unit::kMinute) return std::nullopt;
        of_seconds = parts[2].number;
    }
    if (of_seconds >= 60) return std::nullopt;
    if (parts.size() > 3) {
        if (parts[2].unit != Unit::kColon && parts[2].unit != Unit::kDot) return std::nullopt;
        if (parts[2].unit == Unit::kColon && parts[3].number >= kFrames) return std::nullopt;
        of_seconds += below_seconds(parts[2], parts[3]);
    }
    const Unit last = parts.back().unit;
    if (last == Unit::kOther || (last == Unit::kColon || last == Unit::kDot)) return std::nullopt;
    const bool twelve = last == Unit::kAm || last == Unit::kPm;
    if (twelve && hours > 12) hours -= hours < 24 && last == Unit::kPm ? 12 : 0;  // 17:30 CH
    if (twelve && hours == 12) hours = 0;
    if (last == Unit::kPm) hours += 12;
    if (hours >= 48 || minutes >= 60) return std::nullopt;
    return seconds(hours * 3600 + minutes * 60 + of_seconds);
}

std::optional<Time> read_length(std::string_view text, LengthUnit bare) {
    constexpr Time kLongest = 100h;
    if (text.size() > kLongestTime) return std::nullopt;
    const std::string small = plain(text);
    if (bare == LengthUnit::kNone) {
        if (const auto share = share_of_day(small, 1)) return share;
    }
    const std::vector<Part> parts = with_decimals(parts_of(small));
    if (parts.empty()) return std::nullopt;
    std::optional<Time> length;
    if (parts.size() == 1 && parts[0].unit == Unit::kEnd) {
        if (bare == LengthUnit::kNone) return std::nullopt;
        length = seconds(parts[0].number * (bare == LengthUnit::kMinutes ? 60 : 1));
    } else {
        length = parts[0].unit == Unit::kColon ? length_in_fields(parts) : length_in_units(parts);
    }
    return length && *length < kLongest ? length : std::nullopt;
}

bool says_follows(std::string_view text) {
    constexpr std::array<std::string_view, 12> kWords{"",  "nối tiếp", "noi tiep", "tiếp",     "tiếp theo", "tiep theo",
                                                      "-", "follow",   "follows",  "tiếp nối", "\"",        "nt"};
    const std::string small = plain(text);
    return small.find_first_not_of("-–—>→.…\" ") == small.npos || std::ranges::find(kWords, small) != kWords.end();
}

std::optional<bool> read_yes_no(std::string_view text) {
    constexpr std::array<std::string_view, 8> kYes{"có", "co", "x", "yes", "true", "1", "đúng", "✓"};
    constexpr std::array<std::string_view, 7> kNo{"không", "khong", "no", "false", "0", "-", ""};
    const std::string small = plain(text);
    if (std::ranges::find(kYes, small) != kYes.end()) return true;
    if (std::ranges::find(kNo, small) != kNo.end()) return false;
    return std::nullopt;
}

std::string written_clock(Time time) {
    return fields_of(time);
}

std::string short_clock(Time time) {
    return fields_of(time).substr(0, 5);
}

std::string written_length(Time time) {
    return fields_of(time);
}

}  // namespace gatecast
