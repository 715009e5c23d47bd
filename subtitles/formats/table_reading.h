// SPDX-License-Identifier: GPL-3.0-or-later
// Cues out of the rows of a table, one track a language column. Used by the readers of .docx, .xlsx, .csv and of text
// with times before its lines.
#pragma once

#include <vector>

#include "subtitles/formats/format.h"
#include "subtitles/formats/table.h"
#include "subtitles/formats/table_columns.h"

namespace gatecast {

/// The tracks of one table; what is wrong with a column stands in its track, what is wrong with the rest in `problems`.
[[nodiscard]] std::vector<Track> read_table(const Table& table, const TableLayout& layout, const ReadOptions& options,
                                            std::vector<Problem>& problems);

/// Cues of a language that is there already are put behind them (the next page's table), others become new tracks.
void append_tracks(std::vector<Track>& to, std::vector<Track> more);

/// What every table format does last: only the language that was asked for, if it is there.
void finish_tables(CueFile& file, const ReadOptions& options);

}  // namespace gatecast
