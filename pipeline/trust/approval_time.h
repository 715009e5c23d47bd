// SPDX-License-Identifier: GPL-3.0-or-later
// Times of approvals as people write and read them: at the place's own clock (Asia/Ho_Chi_Minh, +07:00 all the year),
// in a form that no spreadsheet takes for a date of its own and turns round. Called by the list and by commands.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gatecast {

/// A date without a time is its first or its last second.
enum class DayEdge : uint8_t { kBegins, kEnds };

/// "2026-12-02 17:00:00 +07:00"
[[nodiscard]] std::string approval_time_text(std::chrono::sys_seconds time);
/// That, "2026-12-02T10:00:00Z", "2026-12-02 17:00", "2026-12-02", "02/12/2026", "2/12/2026 17:00" (day first). Without
/// an offset it is the place's own time.
[[nodiscard]] std::optional<std::chrono::sys_seconds> approval_time(std::string_view text, DayEdge edge);

}  // namespace gatecast
