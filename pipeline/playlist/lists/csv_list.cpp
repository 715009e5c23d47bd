// SPDX-License-Identifier: GPL-3.0-or-later
// Day lists as text tables, and the sheet's rows as text again.
#include <algorithm>

#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/sheet_rows.h"
#include "pipeline/playlist/lists/table_list.h"
#include "subtitles/formats/csv_table.h"

namespace gatecast {
namespace {

struct FoundTable {
    Table table;
    std::optional<ListHead> head;
};

/// By the separator with which most titles are known.
FoundTable find_table(std::string_view text, const HeadTitles& titles) {
    if (const char declared = declared_separator(text)) {
        Table table = parse_csv(text, declared, nullptr);
        if (!table.rows.empty()) table.rows.erase(table.rows.begin());
        auto head = find_head(table, titles);
        return {std::move(table), std::move(head)};
    }
    FoundTable best;
    for (const char separator : kCsvSeparators) {
        if (text.find(separator) == text.npos) continue;
        Table table = parse_csv(text, separator, nullptr);
        auto head = find_head(table, titles);
        const bool better = head && (!best.head || head->score > best.head->score);
        if (better || best.table.rows.empty()) best = {std::move(table), std::move(head)};
    }
    if (best.table.rows.empty()) best.table = parse_csv(text, '\t', nullptr);
    return best;
}

std::string written_cell(std::string_view text, char separator) {
    std::string cell(text);
    // A spreadsheet must not take a title for a formula.
    if (!cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos) cell.insert(0, 1, '\'');
    const bool plain = cell.find_first_of("\"\n\r\t;,|") == cell.npos && cell.find(separator) == cell.npos;
    if (plain) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

}  // namespace

int sniff_csv_list(std::string_view text) {
    constexpr size_t kBytesToTry = 64 * 1024;
    std::string_view top = text.substr(0, kBytesToTry);
    if (top.size() < text.size()) top = top.substr(0, top.rfind('\n') + 1);
    return find_table(top, HeadTitles()).head ? 40 : 0;
}

void read_csv_list(std::string_view text, ListDraft& draft) {
    const HeadTitles titles;
    const FoundTable found = find_table(text, titles);
    if (found.head)
        read_table_list(found.table, *found.head, titles, draft);
    else
        complain_of_no_head(found.table, draft);
}

std::string write_csv_list(const Day& day, const DaySettings& settings, const DayWriteOptions& options) {
    std::string text = "\uFEFF";  // without it a spreadsheet loses every letter beyond ASCII
    const SheetRows sheet = sheet_rows(day, settings);
    const auto write_row = [&](const Texts& cells) {
        for (size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) text += options.separator;
            text += written_cell(cells[i], options.separator);
        }
        text += "\r\n";
    };
    for (const Texts& facts : sheet.facts) write_row(facts);
    if (!sheet.facts.empty()) write_row({});
    Texts titles;
    for (const SheetColumn& column : sheet.columns) titles.push_back(column.title);
    write_row(titles);
    for (const Texts& row : sheet.rows) write_row(row);
    return text;
}

}  // namespace gatecast
