// SPDX-License-Identifier: GPL-3.0-or-later
// CSV and TSV as Excel and LibreOffice write them: comma, semicolon, tab or bar, quotes with line ends inside.
#include <algorithm>
#include <array>

#include "subtitles/formats/csv_table.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/table_reading.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

constexpr size_t kBytesToTry = 64 * 1024;  // of a file, for the separator

/// How many of a hundred rows have the most usual number of columns, if that is two at least.
int evenness(const Table& table) {
    std::array<int, kMaxColumns + 1> widths{};
    int rows = 0;
    for (const TableRow& row : table.rows) {
        if (row.cells.size() == 1 && trimmed(row.cells[0].text).empty()) continue;
        ++widths[row.cells.size()];
        ++rows;
    }
    const int most = *std::max_element(widths.begin() + 2, widths.end());
    return rows == 0 ? 0 : most * 100 / rows;
}

struct Dialect {
    char separator = 0;  // 0: this is no table
    int sureness = 0;
};

int sureness_of(const Table& table, char separator) {
    const int even = evenness(table);
    if (even < 50) return 0;
    const TableLayout layout = find_layout(table, Rational{25, 1});
    if (!layout.has(ColumnRole::kText)) return 0;
    const auto known = std::ranges::count_if(layout.columns, [](const Column& column) {
        return column.role != ColumnRole::kUnknown && column.role != ColumnRole::kText;
    });
    const auto texts = std::ranges::count(layout.columns, ColumnRole::kText, &Column::role);
    const bool titled = !layout.headers.empty() && known + texts >= 2;
    if (titled) return 80 + even / 10;
    if (layout.has(ColumnRole::kIn)) return 60 + even / 10;
    // A comma in every line of prose is no table.
    if (even < 90) return 0;
    if (separator == '\t') return 50;
    return separator != ',' && layout.worth() == 2 ? 40 : 0;
}

Dialect find_dialect(std::string_view text) {
    if (const char separator = declared_separator(text)) return {separator, 95};
    std::string_view head = text.substr(0, kBytesToTry);
    if (head.size() < text.size()) head = head.substr(0, head.rfind('\n') + 1);
    Dialect best;
    for (const char separator : kCsvSeparators) {
        if (head.find(separator) == std::string_view::npos) continue;
        const int sureness = sureness_of(parse_csv(head, separator, nullptr), separator);
        if (sureness > best.sureness) best = {separator, sureness};
    }
    return best;
}

/// A table of one column has no separator: then its title must say what it is.
char separator_or_any(const Dialect& dialect) {
    return dialect.separator ? dialect.separator : '\t';
}

}  // namespace

int sniff_csv(std::string_view text) {
    return find_dialect(text).sureness;
}

CueFile read_csv(std::string_view text, const ReadOptions& options) {
    CueFile file;
    file.format = "csv";
    const char declared = declared_separator(text);
    const Dialect dialect = find_dialect(text);
    Table table = parse_csv(text, separator_or_any(dialect), &file.problems);
    if (declared && !table.rows.empty()) table.rows.erase(table.rows.begin());
    file.tracks = read_table(table, find_layout(table, options.frame_rate), options, file.problems);
    finish_tables(file, options);
    return file;
}

}  // namespace gatecast
