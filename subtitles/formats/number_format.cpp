// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatecast::office {
namespace {

constexpr double kLargestSerial = 1e7;  // days; beyond any calendar of a spreadsheet
constexpr int64_t kMsADay = 86'400'000;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

/// Days since 1970 of a serial day, and its calendar date.
std::chrono::year_month_day date_of(double serial, bool since_1904) {
    // 1900 was no leap year, but the day after 28 February 1900 has a serial of its own.
    const auto days = static_cast<int>(std::floor(serial)) + (since_1904 ? 0 : (serial < 60 ? 1 : 0));
    constexpr int kTo1970 = 25569;  // from 30 December 1899
    constexpr int k1904To1970 = 24107;
    return std::chrono::sys_days(std::chrono::days(days - (since_1904 ? k1904To1970 : kTo1970)));
}

/// 1250000.5 as Vietnamese write it: 1.250.000,5.
std::string grouped(std::string digits) {
    const size_t point = std::min(digits.find('.'), digits.size());
    if (point < digits.size()) digits[point] = ',';
    const size_t first = digits.starts_with('-') ? 1 : 0;
    for (size_t at = point; at > first + 3; at -= 3) digits.insert(at - 3, 1, '.');
    return digits;
}

}  // namespace

NumberFormat NumberFormat::built_in(int id) {
    struct Known {
        int id;
        const char* code;
    };
    constexpr std::array kKnown{Known{1, "0"},           Known{2, "0.00"},        Known{3, "#,##0"},
                                Known{4, "#,##0.00"},    Known{9, "0%"},          Known{10, "0.00%"},
                                Known{14, "dd/mm/yyyy"}, Known{15, "d-mmm-yy"},   Known{16, "d-mmm"},
                                Known{17, "mmm-yy"},     Known{18, "h:mm AM/PM"}, Known{19, "h:mm:ss AM/PM"},
                                Known{20, "h:mm"},       Known{21, "h:mm:ss"},    Known{22, "dd/mm/yyyy h:mm"},
                                Known{45, "mm:ss"},      Known{46, "[h]:mm:ss"},  Known{47, "mm:ss.0"}};
    for (const Known& each : kKnown)
        if (each.id == id) return NumberFormat(each.code);
    return NumberFormat("General");
}

NumberFormat::NumberFormat(std::string_view code) {
    // The first of up to four sections is for numbers above 0; a ';' in quotes parts nothing.
    bool quoted = false;
    size_t end = 0;
    for (; end < code.size() && (quoted || code[end] != ';'); ++end) {
        if (code[end] == '\\')
            ++end;
        else if (code[end] == '"')
            quoted = !quoted;
    }
    read(code.substr(0, std::min(end, code.size())));
}

void NumberFormat::read(std::string_view section) {
    char before = 0;      // the last letter of a date or time: m behind h, or before s, is minutes
    bool unsure = false;  // an m that may yet be minutes
    for (size_t at = 0; at < section.size(); ++at) {
        char c = lower(section[at]);
        if (c == '\\' || c == '_' || c == '*') {
            ++at;
            continue;
        }
        if (c == '"') {
            at = std::min(section.find('"', at + 1), section.size());
            continue;
        }
        if (c == '[') {
            const char inside = at + 1 < section.size() ? lower(section[at + 1]) : '\0';
            if (inside == 'h' || inside == 'm' || inside == 's') {
                elapsed_ = true;
                hours_ |= inside == 'h';
                minutes_ |= inside == 'm';
                seconds_ |= inside == 's';
                before = inside;
            }
            at = std::min(section.find(']', at), section.size());
            continue;
        }
        if (c == 'g' || c == 'a') {  // General, AM/PM: no letters of a date
            at = std::min(section.find_first_of(" ;", at), section.size());
            continue;
        }
        if (c == 'h') hours_ = true;
        if (c == 's') seconds_ = true;
        if (c == 'd') day_ = true;
        if (c == 'y') year_ = true;
        if (std::string_view("hmsdy").find(c) == std::string_view::npos) {
            percent_ |= c == '%';
            grouped_ |= c == ',';
            continue;
        }
        if (unsure && c != 'm') (c == 's' ? minutes_ : month_) = true;
        if (c == 'm' && before == 'h') minutes_ = true;
        if (c == 'm' && before != 'm' && before != 'h') unsure = true;
        if (c != 'm') unsure = false;
        before = c == 'm' && before == 'h' ? 'h' : c;
    }
    month_ |= unsure;
    const size_t point = section.find('.');
    decimals_ = -1;
    if (section.find_first_of("0#") != section.npos) {
        decimals_ = 0;
        if (point != section.npos)
            for (size_t at = point + 1; at < section.size() && section[at] == '0'; ++at) ++decimals_;
    }
}

Time NumberFormat::time_of(double serial) const {
    if (!(std::abs(serial) < kLargestSerial)) return Time(0);
    if (!elapsed_) serial -= std::floor(std::abs(serial)) * (serial < 0 ? -1 : 1);
    return std::chrono::milliseconds(std::llround(serial * static_cast<double>(kMsADay)));
}

std::string NumberFormat::text_of(double value, bool since_1904) const {
    if (!std::isfinite(value)) return {};
    if ((day_ || month_ || year_) && std::abs(value) < kLargestSerial && value >= 0) {
        const std::chrono::year_month_day date = date_of(value, since_1904);
        std::string text;
        if (day_) text = fmt::format("{:02}", static_cast<unsigned>(date.day()));
        if (month_) text += fmt::format("{}{:02}", text.empty() ? "" : "/", static_cast<unsigned>(date.month()));
        if (year_) text += fmt::format("{}{}", text.empty() ? "" : "/", static_cast<int>(date.year()));
        return text;
    }
    if (decimals_ < 0 && std::abs(value) < 1 && value != 0) {  // never as 5.8e-05
        std::string digits = fmt::format("{:.15f}", value);
        return digits.substr(0, digits.find_last_not_of('0') + 1);
    }
    if (decimals_ < 0) return fmt::format("{}", value);
    const std::string digits = fmt::format("{:.{}f}", percent_ ? value * 100 : value, std::min(decimals_, 15));
    return (grouped_ ? grouped(digits) : digits) + (percent_ ? "%" : "");
}

}  // namespace gatecast::office
