// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "pipeline/trust/durable.h"
#include "presets/message.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr size_t kCellMost = 32'000;  // characters that Excel takes in a cell, nearly
constexpr double kWidest = 60;        // characters

bool is_khmer(const std::string& text) {
    return std::ranges::any_of(to_utf32(text), [](char32_t c) { return script_of(c) == Script::kKhmer; });
}

std::string shortened(const std::string& text) {
    return text.size() <= kCellMost ? text : to_utf8(to_utf32(text).substr(0, kCellMost / 4));
}

class Book {
public:
    explicit Book(const fs::path& file) : book_(workbook_new(file.c_str())) {
        if (book_ == nullptr) throw Error(message("{} cannot be written. Check its folder.", file.string()));
        head_ = format("Arial");
        format_set_bold(head_);
        format_set_bg_color(head_, 0xDDE6F0);
        format_set_border(head_, LXW_BORDER_THIN);
        latin_ = format("Arial");
        khmer_ = format("Khmer OS Battambang");
    }
    ~Book() {
        if (book_ != nullptr) workbook_close(book_);
    }
    Book(const Book&) = delete;
    Book& operator=(const Book&) = delete;

    void add(const Sheet& sheet) {
        lxw_worksheet* to = workbook_add_worksheet(book_, sheet.name.c_str());
        if (to == nullptr) throw Error(message("A sheet cannot be called \"{}\".", sheet.name));
        for (size_t c = 0; c < sheet.head.size(); ++c) add_column(to, sheet, c);
        worksheet_freeze_panes(to, 1, 0);
        worksheet_repeat_rows(to, 0, 0);
        worksheet_set_landscape(to);
        worksheet_set_paper(to, 9);  // A4
        worksheet_fit_to_pages(to, 1, 0);
        if (!sheet.rows.empty() && !sheet.head.empty())
            worksheet_autofilter(to, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                                 static_cast<lxw_col_t>(sheet.head.size() - 1));
    }

    void close(const fs::path& file) {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR)
            throw Error(message("{} cannot be written ({}). Check its folder, its rights and the space on the disk.",
                                file.string(), lxw_strerror(error)));
    }

private:
    lxw_format* format(const char* font) {
        lxw_format* made = workbook_add_format(book_);
        format_set_font_name(made, font);
        format_set_font_size(made, 11);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        return made;
    }

    void add_column(lxw_worksheet* to, const Sheet& sheet, size_t c) {
        const auto column = static_cast<lxw_col_t>(c);
        const bool links = std::ranges::find(sheet.links, c) != sheet.links.end();
        const bool numbers = std::ranges::find(sheet.numbers, c) != sheet.numbers.end();
        size_t width = to_utf32(sheet.head[c]).size();
        worksheet_write_string(to, 0, column, sheet.head[c].c_str(), head_);
        for (size_t r = 0; r < sheet.rows.size(); ++r) {
            const std::string text = shortened(sheet.rows[r].at(c));
            width = std::max(width, to_utf32(text).size());
            write(to, static_cast<lxw_row_t>(r + 1), column, text, links, numbers);
        }
        worksheet_set_column(to, column, column, std::min(kWidest, static_cast<double>(width) + 2), nullptr);
    }

    void write(lxw_worksheet* to, lxw_row_t row, lxw_col_t column, const std::string& text, bool links, bool numbers) {
        double value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (text.empty()) return;
        if (links)
            worksheet_write_url(to, row, column, ("external:" + text).c_str(), nullptr);
        else if (numbers && read.ec == std::errc() && read.ptr == text.data() + text.size())
            worksheet_write_number(to, row, column, value, latin_);
        else
            worksheet_write_string(to, row, column, text.c_str(), is_khmer(text) ? khmer_ : latin_);
    }

    lxw_workbook* book_;
    lxw_format *head_ = nullptr, *latin_ = nullptr, *khmer_ = nullptr;
};

void write_book(const fs::path& file, const std::vector<Sheet>& sheets) {
    const fs::path part = file.string() + ".part";
    Book book(part);
    for (const Sheet& sheet : sheets) book.add(sheet);
    book.close(part);
    std::error_code error;
    fs::rename(part, file, error);
    if (!error) return;
    fs::remove(part);
    throw Error(message("{} cannot be written ({}). Check its folder, its rights and the space on the disk.",
                        file.string(), error.message()));
}

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& given : cells) {
        const bool formula =
            !given.empty() && std::string_view("=+@\t\r").find(given.front()) != std::string_view::npos;
        std::string cell = formula ? "'" + given : given;
        if (cell.find_first_of(",;\"\r\n\t") != std::string::npos) {
            for (size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2) cell.insert(at, 1, '"');
            cell = '"' + cell + '"';
        }
        line += (&given == cells.data() ? "" : ",") + cell;
    }
    return line + "\r\n";
}

void write_sheets(const fs::path& file, const std::vector<Sheet>& sheets) {
    const std::string ending = file.extension().string();
    if (ending == ".xlsx") return write_book(file, sheets);
    if (ending != ".csv") throw Error(message("{}: tables are written as .xlsx or .csv.", file.string()));
    std::string text = "\xEF\xBB\xBF" + csv_line(sheets.front().head);
    for (const auto& row : sheets.front().rows) text += csv_line(row);
    write_durably(file, text);
}

}  // namespace gatecast
