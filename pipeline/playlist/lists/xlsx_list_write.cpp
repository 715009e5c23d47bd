// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet for people: facts, titles that stay on top, lists to choose from, and two sheets that explain them. Times are
// text: a spreadsheet's own times lose what another program does not show.
#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/sheet_rows.h"
#include "subtitles/formats/memory_file.h"
#include "subtitles/formats/table.h"

namespace gatecast {
namespace {

constexpr lxw_row_t kEmptyRows = 200;  // below the items, with lists to choose from

class DaySheet {
public:
    DaySheet(lxw_workbook* book, const Day& day, const DaySettings& settings, const DayWriteOptions& options)
        : book_(book), settings_(settings), options_(options), rows_(sheet_rows(day, settings)) {
        sheet_ = workbook_add_worksheet(book, "Lịch phát");
        legend_ = workbook_add_worksheet(book, kLegendSheet);
        lists_ = workbook_add_worksheet(book, kListsSheet);
        head_ = format(true);
        format_set_bg_color(head_, 0xDDE6F0);
        format_set_border(head_, LXW_BORDER_THIN);
        label_ = format(true);
        plain_ = format(false);
        format_set_num_format(plain_, "@");  // text: 05:30 stays what it is
    }

    void write() {
        write_facts();
        write_items();
        write_lists();
        write_legend();
    }

private:
    lxw_format* format(bool bold) {
        lxw_format* made = workbook_add_format(book_);
        format_set_font_name(made, "Arial");
        format_set_font_size(made, 10);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(made);
        if (bold) format_set_bold(made);
        return made;
    }

    void text(lxw_worksheet* sheet, lxw_row_t row, size_t column, const std::string& text, lxw_format* as) {
        if (text.empty()) {
            worksheet_write_blank(sheet, row, static_cast<lxw_col_t>(column), as);
        } else if (worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), text.c_str(), as) !=
                   LXW_NO_ERROR) {
            throw Error(message("A text of the day is too long for a cell: \"{}\". Shorten it.", text.substr(0, 60)));
        }
    }

    void write_facts() {
        for (const Texts& facts : rows_.facts) {
            for (size_t i = 0; i < facts.size(); ++i) text(sheet_, next_, i, facts[i], i == 0 ? label_ : plain_);
            ++next_;
        }
        if (next_ > 0) ++next_;
    }

    void write_items() {
        const lxw_row_t head = next_++;
        for (size_t i = 0; i < rows_.columns.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            text(sheet_, head, i, rows_.columns[i].title, head_);
            worksheet_set_column(sheet_, column, column, rows_.columns[i].of.column->width, plain_);
        }
        for (const Texts& row : rows_.rows) {
            for (size_t i = 0; i < row.size(); ++i)
                if (!row[i].empty()) text(sheet_, next_, i, row[i], plain_);
            ++next_;
        }
        worksheet_freeze_panes(sheet_, head + 1, 0);
        worksheet_repeat_rows(sheet_, head, head);
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
        first_item_ = head + 1;
    }

    /// Each closed list in a column of its own; the cells that take its values point there.
    void write_lists() {
        lxw_col_t at = 0;
        for (const FieldList& list : settings_.fields.lists()) {
            const auto column = std::ranges::find_if(rows_.columns, [&](const SheetColumn& each) {
                return each.of.column->list != nullptr && each.of.column->list == list.name;
            });
            if (list.values.empty()) continue;
            const auto* of = column_of_key(list.name)->column;
            text(lists_, 0, at, of->title, head_);
            worksheet_set_column(lists_, at, at, 34, nullptr);
            for (size_t i = 0; i < list.values.size(); ++i)
                text(lists_, static_cast<lxw_row_t>(i + 1), at, list.values[i].vi, plain_);
            if (column != rows_.columns.end())
                offer(static_cast<lxw_col_t>(column - rows_.columns.begin()), at, list.values.size());
            ++at;
        }
        worksheet_freeze_panes(lists_, 1, 0);
    }

    void offer(lxw_col_t column, lxw_col_t list, size_t values) {
        const std::string letters = column_letters(list);
        std::string formula =
            "='" + std::string(kListsSheet) + "'!$" + letters + "$2:$" + letters + "$" + std::to_string(values + 1);
        lxw_data_validation rule{};
        rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        rule.value_formula = formula.data();
        rule.ignore_blank = LXW_VALIDATION_ON;
        rule.dropdown = LXW_VALIDATION_ON;
        rule.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        worksheet_data_validation_range(sheet_, first_item_, column, next_ + kEmptyRows, column, &rule);
    }

    void write_legend() {
        worksheet_set_column(legend_, 0, 0, 36, nullptr);
        worksheet_set_column(legend_, 1, 1, 84, nullptr);
        text(legend_, 0, 0, "Cách ghi các cột và các dòng phía trên bảng", label_);
        lxw_row_t row = 2;
        for (const DayKey& key : day_keys()) write_help(row++, fmt::format(fmt::runtime(key.label), "km"), key.help);
        ++row;
        for (const ItemColumn& column : item_columns()) {
            if (column.title == nullptr) continue;
            const bool family = column.get == nullptr;
            const std::string name = !family ? "" : std::string_view(column.key) == "cues" ? "km" : "title.vi";
            write_help(row++, title_of({&column, name, {}}), column.help);
        }
    }

    void write_help(lxw_row_t row, const std::string& title, const char* help) {
        text(legend_, row, 0, title, label_);
        text(legend_, row, 1, options_.say ? options_.say(help) : help, plain_);
    }

    lxw_workbook* book_;
    const DaySettings& settings_;
    const DayWriteOptions& options_;
    const SheetRows rows_;
    lxw_worksheet *sheet_ = nullptr, *legend_ = nullptr, *lists_ = nullptr;
    lxw_format *head_ = nullptr, *label_ = nullptr, *plain_ = nullptr;
    lxw_row_t next_ = 0;
    lxw_row_t first_item_ = 0;
};

}  // namespace

std::string write_xlsx_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options) {
    const MemoryFile file;
    lxw_workbook* book = workbook_new(file.name().c_str());
    if (!book) throw Error(message("There is no memory for the spreadsheet."));
    try {
        DaySheet(book, day, settings, options).write();
    } catch (...) {
        lxw_workbook_free(book);
        throw;
    }
    if (workbook_close(book) != LXW_NO_ERROR) throw Error(message("The spreadsheet could not be made in memory."));
    return file.bytes();
}

}  // namespace gatecast
