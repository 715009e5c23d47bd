// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a television's playout server, tab-separated as such servers export it, read as as-run events, so that
// television's minutes count too. Columns are known by many names, in any order. Called by `gatecast asrun import`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/record/as_run_event.h"

namespace gatecast {

struct PlayoutDefaults {
    std::string display;  // where the log names no channel
    std::string day;      // "2026-12-02", where it says no date
    ItemFields fields;    // where it has no such column
    int frame_rate = 25;  // of times like 17:00:00:12
};

struct PlayoutLog {
    std::vector<AsRunEvent> events;
    std::vector<Message> problems;  // rows that could not be read, with their lines
};

/// Throws Error for a text whose head line names no start, or whose rows have neither end nor duration.
[[nodiscard]] PlayoutLog read_playout_log(std::string_view bytes, const std::filesystem::path& name,
                                          const PlayoutDefaults& defaults);

}  // namespace gatecast
