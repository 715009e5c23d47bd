// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/lettering/calendar.h"

#include <fmt/format.h>

#include <array>

#include "subtitles/language.h"

namespace gatecast {
namespace {

// From Sunday, as chrono counts.
constexpr std::array<const char*, 7> kVietnameseDays{"Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư",
                                                     "Thứ năm",  "Thứ sáu", "Thứ bảy"};
constexpr std::array<const char*, 7> kEnglishDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                  "Thursday", "Friday", "Saturday"};
constexpr std::array<const char*, 7> kKhmerDays{"អាទិត្យ", "ចន្ទ", "អង្គារ", "ពុធ", "ព្រហស្បតិ៍", "សុក្រ", "សៅរ៍"};

constexpr std::array<const char*, 12> kEnglishMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
constexpr std::array<const char*, 12> kKhmerMonths{"មករា",  "កុម្ភៈ", "មីនា",  "មេសា", "ឧសភា",  "មិថុនា",
                                                   "កក្កដា", "សីហា",  "កញ្ញា", "តុលា",  "វិច្ឆិកា", "ធ្នូ"};

std::string khmer_figures(int number) {
    return in_numerals(std::to_string(number), Numerals::kKhmer);
}

}  // namespace

std::string date_in_words(std::chrono::year_month_day date, std::string_view language) {
    const size_t weekday = std::chrono::weekday(std::chrono::local_days(date)).c_encoding();
    const size_t month = static_cast<unsigned>(date.month());
    const auto day = static_cast<int>(static_cast<unsigned>(date.day()));
    const auto year = static_cast<int>(date.year());
    if (script_of_language(language) == Script::kKhmer) {
        return fmt::format("ថ្ងៃ{} ទី{} ខែ{} ឆ្នាំ{}", kKhmerDays[weekday], khmer_figures(day), kKhmerMonths[month - 1],
                           khmer_figures(year));
    }
    if (language == "vi" || language.starts_with("vi-")) {
        return fmt::format("{}, ngày {} tháng {} năm {}", kVietnameseDays[weekday], day, month, year);
    }
    return fmt::format("{}, {} {} {}", kEnglishDays[weekday], day, kEnglishMonths[month - 1], year);
}

std::string in_numerals(std::string_view digits, Numerals numerals) {
    if (numerals == Numerals::kLatin) return std::string(digits);
    std::string text;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            text += c;
            continue;
        }
        text += "\xE1\x9F";  // U+17E0 to U+17E9
        text += static_cast<char>(0xA0 + (c - '0'));
    }
    return text;
}

}  // namespace gatecast
