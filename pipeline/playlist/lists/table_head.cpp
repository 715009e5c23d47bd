// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "pipeline/playlist/lists/table_list.h"
#include "subtitles/formats/format.h"
#include "subtitles/formats/lines.h"

namespace gatecast {
namespace {

constexpr size_t kHeadWithin = 60;  // rows from the top
constexpr size_t kRowsLookedAt = 200;

std::string_view text_at(const TableRow& row, size_t column) {
    return column < row.cells.size() ? trimmed(row.cells[column].text) : std::string_view();
}

bool is_key(const HeadColumn& column, std::string_view key) {
    return column.found.column != nullptr && column.found.column->key == key;
}

bool holds_clock(const TableRow& row) {
    return std::ranges::any_of(row.cells, [](const TableCell& cell) {
        const std::string_view text = trimmed(cell.text);
        return cell.time || (!text.empty() && text.front() >= '0' && text.front() <= '9' && read_clock(text));
    });
}

std::optional<ListHead> read_head(const TableRow& row, const HeadTitles& titles) {
    if (holds_clock(row)) return std::nullopt;
    ListHead head;
    std::set<std::pair<const ItemColumn*, std::string>> seen;
    bool names_items = false;
    for (const TableCell& cell : row.cells) {
        std::optional<HeadColumn> column = titles.column(trimmed(cell.text));
        if (column && column->found.column && !seen.emplace(column->found.column, column->found.name).second)
            column.reset();  // the first of two counts
        if (column) ++head.score;
        if (column)
            for (const std::string_view key : {"media", "title_vi", "relay"}) names_items |= is_key(*column, key);
        head.columns.push_back(std::move(column));
    }
    return head.score >= 2 && names_items ? std::optional(std::move(head)) : std::nullopt;
}

/// Languages in a second row, below a merged "Phụ đề" or "Tên chương trình".
void take_second_row(const Table& table, const HeadTitles& titles, ListHead& head) {
    if (head.first_row >= table.rows.size()) return;
    const TableRow& row = table.rows[head.first_row];
    std::vector<std::pair<size_t, FoundColumn>> found;
    const HeadColumn* above = nullptr;
    for (size_t i = 0; i < row.cells.size(); ++i) {
        if (i < head.columns.size() && head.columns[i]) above = &*head.columns[i];
        const std::string_view text = text_at(row, i);
        if (text.empty()) continue;
        const auto title = titles.column(text);
        if (!title || title->of_language.empty() || !above) return;
        if (is_key(*above, "cues"))
            found.emplace_back(i, FoundColumn{above->found.column, title->of_language, {}});
        else if (is_key(*above, "title_vi"))
            found.emplace_back(i, *column_of_key("title_" + title->of_language));
    }
    if (found.size() < 2) return;
    for (auto& [place, column] : found) {
        if (head.columns.size() <= place) head.columns.resize(place + 1);
        head.columns[place] = HeadColumn{std::move(column), std::string(text_at(row, place)), ""};
    }
    ++head.first_row;
}

/// A column that is only called by its language holds cue files or titles.
void decide_languages(const Table& table, ListHead& head) {
    for (size_t i = 0; i < head.columns.size(); ++i) {
        if (!head.columns[i] || head.columns[i]->of_language.empty()) continue;
        int files = 0, filled = 0;
        for (size_t r = head.first_row; r < std::min(table.rows.size(), head.first_row + kRowsLookedAt); ++r) {
            const std::string_view text = text_at(table.rows[r], i);
            filled += !text.empty();
            files += !text.empty() && is_cue_file_name(std::string(text));
        }
        const std::string language = head.columns[i]->of_language;
        head.columns[i]->found = *column_of_key((files * 2 > filled ? "cues." : "title_") + language);
        const bool known = std::ranges::count_if(head.columns, [&](const auto& each) {
                               return each && each->found.column == head.columns[i]->found.column &&
                                      each->found.name == head.columns[i]->found.name;
                           }) > 1;
        if (known) head.columns[i].reset();
    }
}

}  // namespace

std::optional<ListHead> find_head(const Table& table, const HeadTitles& titles) {
    std::optional<ListHead> best;
    for (size_t i = 0; i < std::min(table.rows.size(), kHeadWithin); ++i) {
        std::optional<ListHead> head = read_head(table.rows[i], titles);
        if (!head || (best && head->score <= best->score)) continue;
        head->row = i;
        head->first_row = i + 1;
        best = std::move(head);
    }
    if (!best) return best;
    take_second_row(table, titles, *best);
    decide_languages(table, *best);
    return best;
}

void complain_of_no_head(const Table& table, ListDraft& draft) {
    const bool empty = std::ranges::all_of(table.rows, [](const TableRow& row) {
        return std::ranges::all_of(row.cells, [](const TableCell& cell) { return trimmed(cell.text).empty(); });
    });
    draft.report().problem(
        0, empty
               ? message("{}: the list is empty.", draft.name())
               : message("{}: no row of column titles was found. Write one above the items, such as: Giờ | Tên chương "
                         "trình | Tệp | Thời lượng.",
                         draft.name()));
}

}  // namespace gatecast
