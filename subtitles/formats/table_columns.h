// SPDX-License-Identifier: GPL-3.0-or-later
// Which column of a translator's table holds what: by the words of its header in Vietnamese, English or Khmer, else by
// what stands in it. Used by the reader of tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "subtitles/formats/header_words.h"
#include "subtitles/formats/table.h"

namespace gatecast {

struct TableLayout {
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> headers;  // their cells, as texts_of: Word repeats them on each page
    size_t first_row = 0;                           // behind the header; what stands above it is a title

    [[nodiscard]] bool has(ColumnRole role) const;
    /// Whether a row further down is the header again.
    [[nodiscard]] bool is_header(const TableRow& row) const;
    /// 3: a header or times and text; 2: text in several languages; 1: some text; 0: none.
    [[nodiscard]] int worth() const;
};
/// Trimmed; without the empty cells at the end.
[[nodiscard]] std::vector<std::string> texts_of(const TableRow& row);

[[nodiscard]] TableLayout find_layout(const Table& table, Rational rate);

/// "km", "vi" or "en" by letters and common words; empty: can't be told.
[[nodiscard]] std::string language_by_letters(std::string_view text);

/// Whether letters were lost to question marks: "??? ????".
[[nodiscard]] bool lost_letters(std::string_view text);

}  // namespace gatecast
