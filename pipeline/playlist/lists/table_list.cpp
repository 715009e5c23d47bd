// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/table_list.h"

#include <algorithm>
#include <array>
#include <map>

#include "pipeline/playlist/lists/folded.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/table_columns.h"

namespace gatecast {
namespace {

/// An apostrophe before what a spreadsheet would take for a formula is not part of the text.
std::string_view unguarded(std::string_view text) {
    text = trimmed(text);
    const bool guarded = text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != text.npos;
    return guarded ? text.substr(1) : text;
}

size_t filled_cells(const TableRow& row) {
    return static_cast<size_t>(std::ranges::count_if(
        row.cells, [](const TableCell& cell) { return cell.time || !trimmed(cell.text).empty(); }));
}

class TableListReader {
public:
    TableListReader(const Table& table, const ListHead& head, const HeadTitles& titles, ListDraft& draft)
        : table_(table), head_(head), titles_(titles), draft_(draft) {}

    void read() {
        for (size_t i = 0; i < head_.row; ++i) read_fact(table_.rows[i]);
        for (size_t i = head_.first_row; i < table_.rows.size(); ++i) read_row(table_.rows[i]);
        tell_of_columns();
        tell_of_lost_letters();
        if (draft_.empty() && !lost_)
            draft_.report().problem(0, message("{}: no items stand below the column titles.", draft_.name()));
    }

private:
    /// A label and its values: "Ngày: 02/12/2026" in one cell, or one cell each.
    void read_fact(const TableRow& row) {
        for (size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view text = trimmed(row.cells[i].text);
            const size_t colon = text.find(':');
            const std::string_view label = trimmed(text.substr(0, colon));
            auto key = titles_.day_key_of(label);
            Texts values;
            if (key && colon != text.npos) add_values(*key, text.substr(colon + 1), values);
            while (key && (values.empty() || key->key->list) && i + 1 < row.cells.size()) {
                const TableCell& next = row.cells[i + 1];
                if (titles_.day_key_of(trimmed(take_label(next.text)))) break;
                add_values(*key, next.time ? written_clock(*next.time) : next.text, values);
                ++i;
            }
            if (key && !values.empty()) {
                draft_.set(*key, values, row.number, std::string(label));
            } else if (const auto date = date_in(text); date && !dated_) {
                dated_ = true;
                draft_.set(*day_key("date"), {written_date(*date)}, row.number, "date");
            }
            dated_ |= key && std::string_view(key->key->key) == "date";
        }
    }

    static std::string_view take_label(std::string_view text) { return text.substr(0, text.find(':')); }

    static void add_values(const FoundKey& key, std::string_view text, Texts& values) {
        if (!key.key->list) {
            if (!trimmed(text).empty()) values.emplace_back(unguarded(text));
            return;
        }
        for (std::string& each : split_list(text, ";\n")) values.push_back(std::move(each));
    }

    [[nodiscard]] bool is_head_again(const TableRow& row) const {
        return texts_of(row) == texts_of(table_.rows[head_.row]);
    }

    [[nodiscard]] static bool is_total(const TableRow& row) {
        for (const TableCell& cell : row.cells) {
            const std::string words = folded_bare(cell.text);
            if (words.empty()) continue;
            return words == "tong" || words.starts_with("tong cong") || words.starts_with("tong thoi luong") ||
                   words.starts_with("cong:") || words == "cong" || words.starts_with("total");
        }
        return false;
    }

    /// One cell alone, and no file: "CHƯƠNG TRÌNH BUỔI SÁNG" over the whole width.
    [[nodiscard]] bool is_heading(const TableRow& row) const {
        if (filled_cells(row) != 1) return false;
        for (size_t i = 0; i < row.cells.size(); ++i) {
            if (trimmed(row.cells[i].text).empty() && !row.cells[i].time) continue;
            const ItemColumn* column = column_at(i);
            const std::string_view key = column ? column->key : "";
            if (key == "start") return !row.cells[i].time && !read_clock(row.cells[i].text);
            return key != "media" && key != "relay";
        }
        return false;
    }

    [[nodiscard]] const ItemColumn* column_at(size_t i) const {
        return i < head_.columns.size() && head_.columns[i] ? head_.columns[i]->found.column : nullptr;
    }

    void read_row(const TableRow& row) {
        if (filled_cells(row) == 0 || is_head_again(row) || is_total(row)) return;
        if (is_heading(row)) {
            draft_.report().remark(
                row.number,
                message("{}, row {}: read as a heading, not as an item: it names no file.", draft_.name(), row.number));
            return;
        }
        if (row.hidden)
            draft_.report().remark(row.number,
                                   message("{}, row {}: hidden in the sheet, yet read. Delete what is not to "
                                           "be shown.",
                                           draft_.name(), row.number));
        ItemDraft item;
        item.date = date_;
        bool any = false;
        for (size_t i = 0; i < row.cells.size(); ++i) any |= read_cell(row, i, item);
        date_ = item.date;
        if (any) draft_.add(std::move(item), row.number);
    }

    /// Whether it held anything known.
    bool read_cell(const TableRow& row, size_t i, ItemDraft& item) {
        const TableCell& cell = row.cells[i];
        const std::string_view text = unguarded(cell.text);
        if (text.empty() && !cell.time) return false;
        const ItemColumn* column = column_at(i);
        if (column == nullptr) {
            const bool known = i < head_.columns.size() && head_.columns[i];
            if (!known) ++unread_[i];
            return false;
        }
        CellContext context = draft_.context(row.number, column_letters(i) + " (" + head_.columns[i]->title + ")");
        context.name = head_.columns[i]->found.name;
        context.unit = head_.columns[i]->found.unit;
        if (lost_letters(text)) lost_letters_[i].push_back(row.number);
        // A start with its date: spreadsheets keep both in one number.
        if (cell.time && std::string_view(column->key) == "start")
            if (const auto date = date_in(text)) item.date = date;
        column->set(item, {text, cell.time, cell.shows_seconds}, context);
        return true;
    }

    void tell_of_columns() {
        for (const auto& [column, rows] : unread_) {
            const auto title = column < table_.rows[head_.row].cells.size()
                                   ? trimmed(table_.rows[head_.row].cells[column].text)
                                   : std::string_view();
            draft_.report().remark(0, message("{}: the column {} ({}) is not known and was not read.", draft_.name(),
                                              column_letters(column), title));
        }
    }

    void tell_of_lost_letters() {
        for (const auto& [column, rows] : lost_letters_) {
            lost_ = true;
            draft_.report().problem(
                rows,
                message("{}, row {}, column {}: the letters were lost when the list was saved: only ???? is left. "
                        "Save it again from the original as \"CSV UTF-8\" or as .xlsx. The list was not taken.",
                        draft_.name(), "", column_letters(column) + " (" + head_.columns[column]->title + ")"));
        }
        if (lost_) draft_.refuse();
    }

    const Table& table_;
    const ListHead& head_;
    const HeadTitles& titles_;
    ListDraft& draft_;
    std::optional<Date> date_;
    bool dated_ = false;
    bool lost_ = false;
    std::map<size_t, int> unread_;
    std::map<size_t, std::vector<int>> lost_letters_;
};

}  // namespace

void read_table_list(const Table& table, const ListHead& head, const HeadTitles& titles, ListDraft& draft) {
    TableListReader(table, head, titles, draft).read();
}

}  // namespace gatecast
