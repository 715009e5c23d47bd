// SPDX-License-Identifier: GPL-3.0-or-later
// When the rows of a table are on screen: its time columns read together, for one cell alone may not tell minutes from
// hours. Used by the reader of tables.
#pragma once

#include <vector>

#include "subtitles/formats/format.h"
#include "subtitles/formats/table.h"
#include "subtitles/formats/table_columns.h"

namespace gatecast {

struct RowTimes {
    bool timed = false;
    bool continues = false;  // its time cells are merged with those above
    Time start{0};
    Time end{0};
};

/// One for each row of the table; those above layout.first_row are untimed. `any`: the table has times at all.
struct TableTimes {
    std::vector<RowTimes> rows;
    bool any = false;
};
[[nodiscard]] TableTimes read_times(const Table& table, const TableLayout& layout, const ReadOptions& options,
                                    std::vector<Problem>& problems);

}  // namespace gatecast
