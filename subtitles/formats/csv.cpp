// SPDX-License-Identifier: GPL-3.0-or-later
// CSV and TSV as Excel and LibreOffice write them: comma, semicolon, tab or bar, quotes with line ends inside.
#include <algorithm>
#include <array>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/table_reading.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

constexpr std::array kSeparators{'\t', ';', ',', '|'};
constexpr size_t kBytesToTry = 64 * 1024;  // of a file, for the separator

/// One pass over the text; `literal`: quotes that were opened and never closed, taken as text.
class CsvParser {
public:
    CsvParser(std::string_view text, char separator) : text_(text), separator_(separator) {}

    /// `unclosed`: where the quote stands that reaches to the end of the text; npos: none.
    Table parse(const std::vector<size_t>& literal, size_t& unclosed) {
        Table table;
        unclosed = std::string_view::npos;
        at_ = 0;
        for (int number = 1; at_ < text_.size() && table.rows.size() < kMaxRows; ++number) {
            TableRow row;
            row.number = number;
            while (!take_cell(row, literal, unclosed)) {
            }
            table.rows.push_back(std::move(row));
        }
        return table;
    }

private:
    /// True: it was the last of its row.
    bool take_cell(TableRow& row, const std::vector<size_t>& literal, size_t& unclosed) {
        TableCell cell;
        const size_t start = at_;
        if (at_ < text_.size() && text_[at_] == '"' && !std::ranges::binary_search(literal, at_)) {
            if (!take_quoted(cell.text)) unclosed = start;
        }
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r')
            cell.text += text_[at_++];
        if (row.cells.size() < kMaxColumns) row.cells.push_back(std::move(cell));
        if (at_ == text_.size()) return true;
        const char end = text_[at_++];
        if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
        return end != separator_;
    }

    bool take_quoted(std::string& cell) {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') {
                    ++at_;
                    return true;
                }
                ++at_;
            }
            const bool line_end = text_[at_] == '\r';
            if (line_end && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') continue;
            cell += line_end ? '\n' : text_[at_];
        }
        return false;
    }

    std::string_view text_;
    char separator_;
    size_t at_ = 0;
};

/// A quote that is never closed must not swallow the rest of the file: it is text.
Table parse(std::string_view text, char separator, std::vector<Problem>* problems) {
    constexpr size_t kMostLiteral = 16;
    CsvParser parser(text, separator);
    std::vector<size_t> literal;
    size_t unclosed = 0;
    Table table = parser.parse(literal, unclosed);
    while (unclosed != std::string_view::npos && literal.size() < kMostLiteral) {
        literal.push_back(unclosed);
        table = parser.parse(literal, unclosed);
    }
    if (!literal.empty() && problems) {
        const auto line = std::ranges::count(text.substr(0, literal.front()), '\n');
        problems->push_back(table_problem(Severity::kWarning, "open-quote",
                                          message("A quotation mark is opened and never closed. It was read as text."),
                                          static_cast<int>(line + 1)));
    }
    if (table.rows.size() == kMaxRows && problems)
        problems->push_back(
            table_problem(Severity::kError, problem::kTooManyCues,
                          message("The table has more than {} rows. The rest was not read.", kMaxRows)));
    return table;
}

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

/// Excel may say it itself.
char declared_separator(std::string_view text) {
    return text.size() > 4 && starts_with_ignoring_case(text, "sep=") ? text[4] : '\0';
}

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
    for (const char separator : kSeparators) {
        if (head.find(separator) == std::string_view::npos) continue;
        const int sureness = sureness_of(parse(head, separator, nullptr), separator);
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
    Table table = parse(text, separator_or_any(dialect), &file.problems);
    if (declared && !table.rows.empty()) table.rows.erase(table.rows.begin());
    file.tracks = read_table(table, find_layout(table, options.frame_rate), options, file.problems);
    finish_tables(file, options);
    return file;
}

}  // namespace gatecast
