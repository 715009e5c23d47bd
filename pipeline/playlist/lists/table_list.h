// SPDX-License-Identifier: GPL-3.0-or-later
// Items out of the rows of a spreadsheet, whatever stands above them and in whatever order its columns come. Used by
// the readers of .csv and .xlsx.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/playlist/lists/head_titles.h"
#include "pipeline/playlist/lists/list_draft.h"
#include "subtitles/formats/table.h"

namespace gatecast {

struct ListHead {
    std::vector<std::optional<HeadColumn>> columns;
    size_t row = 0;        // index of the row of titles
    size_t first_row = 0;  // behind it
    int score = 0;         // how many titles are known
};
/// Nothing: no row of titles stands near the top.
[[nodiscard]] std::optional<ListHead> find_head(const Table& table, const HeadTitles& titles);

/// Rows become items; facts above the head become the day's.
void read_table_list(const Table& table, const ListHead& head, const HeadTitles& titles, ListDraft& draft);

/// That no row of titles was found, and what to do.
void complain_of_no_head(const Table& table, ListDraft& draft);

}  // namespace gatecast
