// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/trust/approval_time.h"

#include <fmt/format.h>

namespace gatecast {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kPlaceOffset{7 * 60};
constexpr std::chrono::year kFirstYear{1970}, kLastYear{2999};

/// Takes pieces from the front of a text; after the first one that is not there it stays false.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    /// A number of at least one and at most `most` digits.
    int number(size_t most) {
        int value = 0;
        size_t digits = 0;
        while (digits < rest_.size() && digits < most && rest_[digits] >= '0' && rest_[digits] <= '9')
            value = value * 10 + (rest_[digits++] - '0');
        good_ = good_ && digits > 0;
        rest_.remove_prefix(digits);
        return value;
    }
    bool take(char c) {
        if (!next_is(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void need(char c) { good_ = take(c) && good_; }
    [[nodiscard]] bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool good() const { return good_; }

private:
    std::string_view rest_;
    bool good_ = true;
};

std::chrono::year_month_day read_date(Scanner& scan) {
    const int first = scan.number(4);
    const char between = scan.next_is('/') ? '/' : scan.next_is('.') ? '.' : '-';
    scan.need(between);
    const int month = scan.number(2);
    scan.need(between);
    const int last = scan.number(4);
    const bool year_first = first > 31;
    return std::chrono::year(year_first ? first : last) / month / (year_first ? last : first);
}

/// Behind a date: a time of day with or without seconds.
seconds read_clock(Scanner& scan) {
    const hours hour(scan.number(2));
    scan.need(':');
    const minutes minute(scan.number(2));
    const seconds second(scan.take(':') ? scan.number(2) : 0);
    if (hour > hours(24) || minute >= hours(1) || second >= minutes(1)) scan.need('\0');
    return hour + minute + second;
}

minutes read_offset(Scanner& scan) {
    while (scan.take(' ')) continue;
    if (scan.at_end()) return kPlaceOffset;
    if (scan.take('Z')) return minutes(0);
    const int sign = scan.take('-') ? -1 : 1;
    if (sign > 0) scan.need('+');
    const hours hour(scan.number(2));
    scan.take(':');
    return sign * (hour + minutes(scan.number(2)));
}

}  // namespace

std::string approval_time_text(std::chrono::sys_seconds time) {
    const auto local = time + kPlaceOffset;
    const auto day = std::chrono::floor<days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(local - day);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02} +07:00", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

std::optional<std::chrono::sys_seconds> approval_time(std::string_view text, DayEdge edge) {
    Scanner scan(text);
    const std::chrono::year_month_day date = read_date(scan);
    if (!scan.good() || !date.ok() || date.year() < kFirstYear || date.year() > kLastYear) return std::nullopt;
    const std::chrono::sys_days day(date);
    if (scan.at_end())
        return day + (edge == DayEdge::kEnds ? seconds(days(1)) - seconds(1) : seconds(0)) - kPlaceOffset;
    if (!scan.take('T')) scan.need(' ');
    const seconds clock = read_clock(scan);
    const minutes offset = read_offset(scan);
    if (!scan.good() || !scan.at_end()) return std::nullopt;
    return day + clock - offset;
}

}  // namespace gatecast
