// SPDX-License-Identifier: GPL-3.0-or-later
// Times of day, lengths and dates as people write them in day lists, and as we write them again. Plain functions; used
// by the readers and writers of lists and by commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/playlist/day.h"

namespace gatecast {

/// 05:30, 5h30, 5g30, 5 giờ 30, 05.30, 5:30:00, 24:30, 5:30 CH, 0530, HH:MM:SS:FF at 25 frames; a spreadsheet's share
/// of a day. From midnight, below 48 hours.
[[nodiscard]] std::optional<Time> read_clock(std::string_view text);

/// What a number without a unit counts.
enum class LengthUnit : uint8_t { kNone, kSeconds, kMinutes };

/// 1'30", 90s, 2 phút, 1h30, 00:01:30, 1:30 (minutes and seconds), 00:01:30:12, 0.0208333 (of a day).
[[nodiscard]] std::optional<Time> read_length(std::string_view text, LengthUnit bare = LengthUnit::kNone);

/// 02/12/2026, 2-12-26, 2.12.2026, 2026-12-02, "ngày 2 tháng 12 năm 2026", a spreadsheet's day number.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);
/// The first date somewhere in a sentence or a file's name.
[[nodiscard]] std::optional<Date> date_in(std::string_view text);

/// Whether a start says that the item follows the one before: empty, "nối tiếp", "follow", a dash.
[[nodiscard]] bool says_follows(std::string_view text);
/// có, x, yes, true; không, no, false.
[[nodiscard]] std::optional<bool> read_yes_no(std::string_view text);

[[nodiscard]] std::string written_clock(Time time);    // 05:30:00, 24:30:00, 05:30:00.040
[[nodiscard]] std::string short_clock(Time time);      // 05:30, for people
[[nodiscard]] std::string written_length(Time time);   // 00:01:30
[[nodiscard]] std::string written_date(Date date);     // 2026-12-02
[[nodiscard]] std::string vietnamese_date(Date date);  // 02/12/2026

}  // namespace gatecast
