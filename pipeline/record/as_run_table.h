// SPDX-License-Identifier: GPL-3.0-or-later
// The as-run log as a table: ONE list of columns for the day's CSV, for exports and for the screen.
#pragma once

#include <span>
#include <string>

#include "pipeline/record/as_run_event.h"

namespace gatecast {

struct AsRunColumn {
    const char* name;   // of the CSV
    const char* label;  // N_(), for exports
    std::string (*text)(const AsRunEvent& event);
    bool in_brief = false;  // shown on the screen too
};
[[nodiscard]] std::span<const AsRunColumn> as_run_columns();

/// With the byte order mark; rows end with CRLF.
[[nodiscard]] std::string csv_head();
[[nodiscard]] std::string csv_row(const AsRunEvent& event);

/// "1:02:03.250"
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

}  // namespace gatecast
