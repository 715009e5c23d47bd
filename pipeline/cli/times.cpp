// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/times.h"

#include <cmath>
#include <ctime>
#include <optional>
#include <regex>

#include "pipeline/cli/options.h"

namespace gatecast {

namespace {

std::optional<Time> parsed(const std::string& text) {
    static const std::regex clock(R"((?:(\d+):)?(\d+):(\d+(?:[.,]\d+)?))");
    static const std::regex units(R"((?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:[.,]\d+)?)s?)?)");
    std::smatch parts;
    if (text.empty() || (!std::regex_match(text, parts, clock) && !std::regex_match(text, parts, units))) return {};
    const auto number = [&](size_t i) {
        std::string digits = parts[i].str();
        for (char& c : digits)
            if (c == ',') c = '.';
        return digits.empty() ? 0.0 : std::stod(digits);
    };
    const double seconds = number(1) * 3600 + number(2) * 60 + number(3);
    if (seconds > 1e9) return {};
    return Time(std::llround(seconds * 1e9));
}

}  // namespace

Time read_time(const std::string& text, const char* option) {
    if (const auto time = parsed(text)) return *time;
    throw UsageError(message("--{} {}: not a time. Write it like 75.5, 1:15 or 00:01:15.5.", option, text));
}

std::pair<Time, Time> read_window(const std::string& text, const char* option) {
    const size_t dash = text.find('-');
    const auto from = dash == std::string::npos ? std::nullopt : parsed(text.substr(0, dash));
    const auto until = dash == std::string::npos ? std::nullopt : parsed(text.substr(dash + 1));
    if (!from || !until || *from >= *until)
        throw UsageError(message("--{} {}: not a window. Write it like 0:05-0:08, the start first.", option, text));
    return {*from, *until};
}

std::chrono::local_time<Time> read_wall_time(const std::string& text, const char* option) {
    using namespace std::chrono;
    static const std::regex form(R"((\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?)");
    std::smatch parts;
    if (std::regex_match(text, parts, form)) {
        const auto number = [&](size_t i) { return parts[i].matched ? std::stoi(parts[i].str()) : 0; };
        const year_month_day date{year(number(1)), month(static_cast<unsigned>(number(2))),
                                  day(static_cast<unsigned>(number(3)))};
        if (date.ok() && number(4) < 24 && number(5) < 60 && number(6) < 60)
            return local_days(date) + hours(number(4)) + minutes(number(5)) + seconds(number(6));
    }
    throw UsageError(message("--{} {}: not a day and a time of it. Write it like 2026-11-20T19:30:00.", option, text));
}

std::string show_time(Time time) {
    const int64_t seconds = time.count() / 1'000'000'000;
    if (seconds >= 3600) return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::chrono::sys_days today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return std::chrono::sys_days(std::chrono::year(local.tm_year + 1900) / (local.tm_mon + 1) / local.tm_mday);
}

}  // namespace gatecast
