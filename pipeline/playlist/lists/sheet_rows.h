// SPDX-License-Identifier: GPL-3.0-or-later
// A day as the rows of a spreadsheet: facts above, titles, items. Used by the writers of .csv and .xlsx.
#pragma once

#include <string>
#include <vector>

#include "pipeline/playlist/lists/day_keys.h"
#include "pipeline/playlist/lists/item_columns.h"

namespace gatecast {

/// Sheets of ours beside the list's own: they explain it, and are not read back.
inline constexpr const char* kLegendSheet = "Hướng dẫn";
inline constexpr const char* kListsSheet = "Danh mục";

struct SheetColumn {
    FoundColumn of;
    std::string title;
};

struct SheetRows {
    std::vector<Texts> facts;  // label and values
    std::vector<SheetColumn> columns;
    std::vector<Texts> rows;  // a text for each column
};

/// The columns that every sheet has, and those that some item fills. Closed lists by their Vietnamese labels; files as
/// the list named them.
[[nodiscard]] SheetRows sheet_rows(const Day& day, const DaySettings& settings);

}  // namespace gatecast
