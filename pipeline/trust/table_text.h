// SPDX-License-Identifier: GPL-3.0-or-later
// A table as text, as we write it and as spreadsheets save it again: with a byte order mark, in UTF-16 ("Unicode
// Text"), with CRLF, with cells in quotes, with commas or semicolons for tabs. Called by what keeps such tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatecast {

struct TextRow {
    size_t line = 0;  // where it begins in the text, from 1
    std::vector<std::string> cells;
};

/// UTF-8 without a mark; nothing: it is in no form of Unicode.
[[nodiscard]] bool decode_table_text(std::string_view bytes, std::string& utf8);

/// Rows that hold something. The separator is the head line's: a tab, else a semicolon, else a comma.
[[nodiscard]] std::vector<TextRow> table_rows(std::string_view utf8);

/// A cell of ours: no tab, line end or quote; what a spreadsheet would take for a number, a date or a formula begins
/// with an apostrophe. plain_cell() takes that away again.
[[nodiscard]] std::string table_cell(std::string_view text);
[[nodiscard]] std::string plain_cell(std::string_view cell);

}  // namespace gatecast
