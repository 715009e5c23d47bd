// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/table_columns.h"

#include <algorithm>
#include <array>
#include <span>

#include "subtitles/formats/cell_time.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"
#include "subtitles/vietnamese/letters.h"

namespace gatecast {
namespace {

constexpr size_t kHeaderWithin = 60;   // rows from the top that may be the header
constexpr size_t kRowsLookedAt = 400;  // by content
constexpr std::string_view kEdges = " \n\t.:;,*-";

std::string_view stripped(std::string_view text) {
    const size_t from = text.find_first_not_of(kEdges);
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(kEdges) - from + 1);
}

bool holds_time(const TableCell& cell, Rational rate) {
    if (cell.time) return true;
    if (parse_written_range(cell.text, rate)) return true;
    const auto written = parse_written_time(cell.text, rate);
    return written && !written->bare_number;
}

size_t width_of(const Table& table) {
    size_t width = 0;
    for (const TableRow& row : table.rows) width = std::max(width, row.cells.size());
    return width;
}

/// A row of header words; one with a time in it has none.
struct HeaderRow {
    std::vector<Column> columns;
    int matches = 0;
    int filled = 0;
};

HeaderRow read_header(const TableRow& row, Rational rate) {
    HeaderRow header;
    for (const TableCell& cell : row.cells) header.filled += !stripped(cell.text).empty();
    if (std::ranges::any_of(row.cells, [&](const TableCell& cell) { return holds_time(cell, rate); })) return header;
    for (const TableCell& cell : row.cells) {
        header.columns.push_back(read_title(cell.text));
        header.matches += header.columns.back().role != ColumnRole::kUnknown;
    }
    return header;
}

/// Whether a row with this many header words is a header. One word is enough only for a table of one or two columns,
/// at its very top.
bool may_be_header(const HeaderRow& header, bool at_top) {
    if (header.matches >= 2) return true;
    const auto shortest = std::ranges::all_of(header.columns, [](const Column& c) { return c.title.size() < 32; });
    return header.matches == 1 && header.filled <= 2 && at_top && shortest;
}

void take_titles(const std::vector<Column>& found, std::vector<Column>& columns) {
    for (size_t i = 0; i < found.size(); ++i) {
        const Column& lower = found[i];
        if (lower.title.empty() || (lower.role == ColumnRole::kUnknown && !columns[i].title.empty())) continue;
        // "Thời gian" above "Bắt đầu": the lower line says more. "Tiếng Việt" above "Nội dung": the upper does.
        const bool vague = lower.role == ColumnRole::kText && lower.language.empty();
        if (!(vague && columns[i].role == ColumnRole::kText)) columns[i] = lower;
    }
}

/// The header: the row with the most header words, and its neighbour if that has some too.
void take_header(const Table& table, Rational rate, TableLayout& layout) {
    std::vector<HeaderRow> rows;
    size_t best = 0;
    int most = 0;
    bool at_top = true;
    for (size_t i = 0; i < std::min(table.rows.size(), kHeaderWithin); ++i) {
        rows.push_back(read_header(table.rows[i], rate));
        if (rows[i].matches > most && may_be_header(rows[i], at_top)) {
            most = rows[i].matches;
            best = i;
        }
        at_top &= rows[i].filled == 0;
    }
    if (most == 0) return;
    if (best > 0 && rows[best - 1].matches >= 2) --best;
    for (size_t i = best; i < std::min(rows.size(), best + 2); ++i) {
        if (i > best && rows[i].matches < 2) break;
        take_titles(rows[i].columns, layout.columns);
        layout.headers.push_back(texts_of(table.rows[i]));
        layout.first_row = i + 1;
    }
}

/// What stands in a column, counted.
struct Content {
    int filled = 0;
    int times = 0;
    int numbers = 0;
    int lost = 0;
    bool rising = true;  // the numbers, one by one
    std::string text;    // some of it
};

Content content_of(const Table& table, size_t column, size_t first_row, Rational rate) {
    Content content;
    int64_t last = -1;
    const size_t until = std::min(table.rows.size(), first_row + kRowsLookedAt);
    for (size_t i = first_row; i < until; ++i) {
        const TableRow& row = table.rows[i];
        if (column >= row.cells.size()) continue;
        const TableCell& cell = row.cells[column];
        if (!cell.time && stripped(cell.text).empty()) continue;
        ++content.filled;
        if (holds_time(cell, rate)) {
            ++content.times;
        } else if (const auto number = parse_written_time(cell.text, rate); number && number->bare_number) {
            ++content.numbers;
            content.rising &= number->time.count() > last;
            last = number->time.count();
        } else {
            if (lost_letters(cell.text)) ++content.lost;
            if (content.text.size() < 20'000) content.text += cell.text + "\n";
        }
    }
    return content;
}

/// The second of two columns of times without a header: an end, unless it is mostly before its start.
ColumnRole second_time(const Table& table, size_t in, size_t column, size_t first_row, Rational rate) {
    int before = 0;
    int rows = 0;
    const auto time_at = [&](const TableRow& row, size_t at) -> std::optional<Time> {
        if (at >= row.cells.size()) return std::nullopt;
        if (row.cells[at].time) return row.cells[at].time;
        const auto written = parse_written_time(row.cells[at].text, rate);
        return written ? std::optional(written->time) : std::nullopt;
    };
    for (size_t i = first_row; i < table.rows.size(); ++i) {
        const auto from = time_at(table.rows[i], in);
        const auto until = time_at(table.rows[i], column);
        if (!from || !until) continue;
        ++rows;
        before += *until < *from;
    }
    return before * 2 > rows ? ColumnRole::kDuration : ColumnRole::kOut;
}

void guess_times(const Table& table, Rational rate, const std::vector<Content>& contents, TableLayout& layout) {
    for (size_t i = 0; i < layout.columns.size(); ++i) {
        Column& column = layout.columns[i];
        if (column.role != ColumnRole::kUnknown || contents[i].filled == 0) continue;
        if (contents[i].times * 2 <= contents[i].filled) continue;
        if (!layout.has(ColumnRole::kIn)) {
            column.role = ColumnRole::kIn;
        } else if (!layout.has(ColumnRole::kOut) && !layout.has(ColumnRole::kDuration)) {
            const auto in = std::ranges::find(layout.columns, ColumnRole::kIn, &Column::role);
            const auto at = static_cast<size_t>(in - layout.columns.begin());
            column.role = second_time(table, at, i, layout.first_row, rate);
        } else {
            column.role = ColumnRole::kIgnored;
        }
    }
}

void guess_text(const std::vector<Content>& contents, TableLayout& layout) {
    bool number = layout.has(ColumnRole::kNumber);
    const bool named = layout.has(ColumnRole::kText);
    for (size_t i = 0; i < layout.columns.size(); ++i) {
        Column& column = layout.columns[i];
        const Content& content = contents[i];
        if (column.role == ColumnRole::kUnknown && content.filled > 0) {
            if (content.numbers * 2 > content.filled) {
                column.role = !number && content.rising ? ColumnRole::kNumber : ColumnRole::kIgnored;
                number |= column.role == ColumnRole::kNumber;
            } else if (column.title.empty() || !named) {
                column.role = ColumnRole::kText;  // a titled column beside named ones holds something else
            }
        }
        if (column.role != ColumnRole::kText || !column.language.empty()) continue;
        const bool lost = content.lost * 2 > content.filled;
        column.language = lost ? "km" : language_by_letters(content.text);
    }
}

}  // namespace

std::string column_letters(size_t column) {
    std::string letters;
    for (size_t n = column + 1; n > 0; n = (n - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % 26));
    return letters;
}

std::string cell_name(size_t column, int row) {
    return column_letters(column) + std::to_string(row);
}

bool lost_letters(std::string_view text) {
    const auto marks = std::ranges::count(text, '?');
    const auto others = std::ranges::count_if(text, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }) +
                        std::ranges::count_if(text, [](char c) { return (c & 0x80) != 0; });
    return marks >= 3 && marks > others;
}

std::string language_by_letters(std::string_view text) {
    constexpr std::array kEnglish{"the", "of", "and", "to", "in", "is", "are", "a", "for", "on", "with", "at"};
    int khmer = 0;
    int latin = 0;
    int marked = 0;
    for (const char32_t c : to_utf32(vietnamese::lower(text))) {
        const Script script = script_of(c);
        khmer += script == Script::kKhmer;
        latin += script == Script::kLatin;
        marked += c >= 0x80 && vietnamese::bare(c) < 0x80;
    }
    if (khmer > latin) return "km";
    if (latin == 0) return "";
    if (marked * 12 > latin) return "vi";
    const std::string words = " " + title_words(text) + " ";
    const auto stands = [&](const char* word) { return words.find(" " + std::string(word) + " ") != words.npos; };
    const auto common = std::ranges::any_of(kEnglish, stands);
    return common && marked * 40 <= latin ? "en" : "";
}

std::vector<std::string> texts_of(const TableRow& row) {
    std::vector<std::string> texts;
    for (const TableCell& cell : row.cells) texts.emplace_back(stripped(cell.text));
    while (!texts.empty() && texts.back().empty()) texts.pop_back();
    return texts;
}

bool TableLayout::is_header(const TableRow& row) const {
    return std::ranges::any_of(headers, [&](const std::vector<std::string>& header) {
        const bool begins = !header.empty() && header.size() <= row.cells.size() &&
                            std::ranges::equal(header, std::span(row.cells).first(header.size()), {}, {},
                                               [](const TableCell& cell) { return stripped(cell.text); });
        return begins && texts_of(row).size() == header.size();
    });
}

bool TableLayout::has(ColumnRole role) const {
    return std::ranges::any_of(columns, [&](const Column& each) { return each.role == role; });
}

int TableLayout::worth() const {
    const auto texts = std::ranges::count(columns, ColumnRole::kText, &Column::role);
    if (texts == 0) return 0;
    if (has(ColumnRole::kIn) || !headers.empty()) return 3;
    return texts > 1 ? 2 : 1;
}

TableLayout find_layout(const Table& table, Rational rate) {
    TableLayout layout;
    layout.columns.resize(width_of(table));
    take_header(table, rate, layout);
    std::vector<Content> contents;
    for (size_t i = 0; i < layout.columns.size(); ++i) contents.push_back(content_of(table, i, layout.first_row, rate));
    guess_times(table, rate, contents, layout);
    guess_text(contents, layout);
    return layout;
}

}  // namespace gatecast
