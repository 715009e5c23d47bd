// SPDX-License-Identifier: GPL-3.0-or-later
// Cues of all languages side by side: which stand in one row. Used by the page that an approver signs.
#pragma once

#include <span>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

struct ReviewRow {
    bool timed = true;
    Time start{0};
    Time end{0};
    std::vector<std::vector<size_t>> cues;  // for each track: those in this row
};

/// In the order of time, untimed rows last. A cue joins the row it shares half of its time with, else it has its own;
/// untimed ones are put together by their number where tracks have as many.
[[nodiscard]] std::vector<ReviewRow> review_rows(std::span<const Track* const> tracks);

}  // namespace gatecast
