// SPDX-License-Identifier: GPL-3.0-or-later
// A table as the readers of Word, Excel and CSV files hand it to the one that finds cues in it. Values only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

/// More columns than a translator's table has; what stands behind them is said, not read.
inline constexpr size_t kMaxColumns = 128;
inline constexpr size_t kMaxRows = 200'000;

struct TableCell {
    std::string text;              // as a person sees it
    std::optional<Time> time;      // a spreadsheet's number that is shown as a time
    bool shows_seconds = true;     // of `time`: 1:05 shows none
    bool continues_above = false;  // merged with the cell above, which holds the text
};

struct TableRow {
    int number = 0;  // as the program that made it counts
    bool hidden = false;
    std::vector<TableCell> cells;
};

struct Table {
    std::string name;  // of the sheet; empty: has none
    std::vector<TableRow> rows;
};

/// A Problem of a row, a cell, or the whole file.
[[nodiscard]] inline Problem table_problem(Severity severity, const char* code, Message text, int row = 0,
                                           std::string cell = {}, int cue = -1) {
    return {severity, code, std::move(text), row, std::move(cell), cue};
}

/// "C12".
[[nodiscard]] std::string cell_name(size_t column, int row);
/// "C".
[[nodiscard]] std::string column_letters(size_t column);

}  // namespace gatecast
