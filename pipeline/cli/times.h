// SPDX-License-Identifier: GPL-3.0-or-later
// Moments as people write them, read for options. Throws UsageError.
#pragma once

#include <string>
#include <utility>

#include "filters/geometry.h"

namespace gatecast {

/// "75.5", "75s", "1:15", "00:01:15.500", "1m15s"; `option` is named in the error.
[[nodiscard]] Time read_time(const std::string& text, const char* option);

/// "0:05-0:08".
[[nodiscard]] std::pair<Time, Time> read_window(const std::string& text, const char* option);

/// "2026-11-20T19:30:00", "2026-11-20 19:30": on the wall of the place.
[[nodiscard]] std::chrono::local_time<Time> read_wall_time(const std::string& text, const char* option);

/// "1:02:03" of a length, without what is zero in front.
[[nodiscard]] std::string show_time(Time time);

/// The date on this machine's own clock.
[[nodiscard]] std::chrono::sys_days today();

}  // namespace gatecast
