// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/lettering/calendar.h"

#include <gtest/gtest.h>

#include <set>

#include "subtitles/normalise.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::year_month_day kFriday = 2026y / 11 / 20;

TEST(Calendar, writes_a_date_as_each_language_does) {
    EXPECT_EQ(date_in_words(kFriday, "vi"), "Thứ sáu, ngày 20 tháng 11 năm 2026");
    EXPECT_EQ(date_in_words(kFriday, "en"), "Friday, 20 November 2026");
    EXPECT_EQ(date_in_words(kFriday, "km"), "ថ្ងៃសុក្រ ទី២០ ខែវិច្ឆិកា ឆ្នាំ២០២៦");
}

TEST(Calendar, knows_a_language_by_its_full_tag_and_writes_others_in_english) {
    EXPECT_EQ(date_in_words(kFriday, "vi-VN"), date_in_words(kFriday, "vi"));
    EXPECT_EQ(date_in_words(kFriday, "km-KH"), date_in_words(kFriday, "km"));
    EXPECT_EQ(date_in_words(kFriday, "fr"), date_in_words(kFriday, "en"));
}

TEST(Calendar, sundays_and_leap_days_are_right) {
    EXPECT_EQ(date_in_words(2026y / 11 / 22, "vi"), "Chủ nhật, ngày 22 tháng 11 năm 2026");
    EXPECT_EQ(date_in_words(2026y / 11 / 22, "km"), "ថ្ងៃអាទិត្យ ទី២២ ខែវិច្ឆិកា ឆ្នាំ២០២៦");
    EXPECT_EQ(date_in_words(2028y / 2 / 29, "en"), "Tuesday, 29 February 2028");
    EXPECT_EQ(date_in_words(2028y / 2 / 29, "km"), "ថ្ងៃអង្គារ ទី២៩ ខែកុម្ភៈ ឆ្នាំ២០២៨");
}

TEST(Calendar, khmer_stands_in_the_order_of_its_syllables_all_year_round) {
    for (std::chrono::local_days day = std::chrono::local_days(2026y / 1 / 1);
         day < std::chrono::local_days(2027y / 1 / 1); day += std::chrono::days(1)) {
        const std::string words = date_in_words(std::chrono::year_month_day(day), "km");
        EXPECT_EQ(normalised(words, "km"), words);
    }
}

TEST(Calendar, vietnamese_is_composed) {
    for (unsigned day = 15; day < 22; ++day) {
        const std::string words = date_in_words(2026y / 11 / std::chrono::day(day), "vi");
        EXPECT_EQ(normalised(words, "vi"), words);
    }
}

/// The words alone: dates that differ in their figures only are the same.
std::string without_figures(const std::string& date) {
    std::string words;
    for (size_t i = 0; i < date.size(); ++i) {
        if (date.compare(i, 2, "\xE1\x9F") == 0 && static_cast<unsigned char>(date[i + 2]) >= 0xA0) {
            i += 2;
        } else if (date[i] < '0' || date[i] > '9') {
            words += date[i];
        }
    }
    return words;
}

TEST(Calendar, each_weekday_and_each_month_has_words_of_its_own) {
    for (const char* language : {"vi", "en", "km"}) {
        std::set<std::string> days, months;
        for (unsigned day = 2; day < 9; ++day) {
            days.insert(without_figures(date_in_words(2026y / 3 / std::chrono::day(day), language)));
        }
        EXPECT_EQ(days.size(), 7U) << language;
        if (language == std::string("vi")) continue;  // months are figures
        for (unsigned month = 1; month <= 12; ++month) {
            const std::chrono::year_month_weekday monday = 2026y / std::chrono::month(month) / std::chrono::Monday[1];
            const std::chrono::year_month_day date{std::chrono::local_days(monday)};
            months.insert(without_figures(date_in_words(date, language)));
        }
        EXPECT_EQ(months.size(), 12U) << language;
    }
}

TEST(Calendar, figures_are_those_asked_for_and_the_rest_stays) {
    EXPECT_EQ(in_numerals("0123456789", Numerals::kKhmer), "០១២៣៤៥៦៧៨៩");
    EXPECT_EQ(in_numerals("19:30", Numerals::kKhmer), "១៩:៣០");
    EXPECT_EQ(in_numerals("19:30", Numerals::kLatin), "19:30");
}

}  // namespace
}  // namespace gatecast
