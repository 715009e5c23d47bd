// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/csv_table.h"

#include <algorithm>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"

namespace gatecast {
namespace {

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

}  // namespace

Table parse_csv(std::string_view text, char separator, std::vector<Problem>* problems) {
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

char declared_separator(std::string_view text) {
    return text.size() > 4 && starts_with_ignoring_case(text, "sep=") ? text[4] : '\0';
}

}  // namespace gatecast
