// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/xlsx_book.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "subtitles/formats/cell_time.h"
#include "subtitles/utf8.h"

namespace gatecast::office {
namespace {

constexpr size_t kMaxSheets = 64;

template <typename Number>
Number number_in(std::string_view text, Number otherwise) {
    Number number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_true(std::string_view value) {
    return value == "1" || value == "true" || value == "on";
}

/// "_x000D_" is how a control character stands in a cell; "_x005F_" is the underscore before what only looks so.
std::string unescaped(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const bool escape = text.size() >= 7 && text.starts_with("_x") && text[6] == '_';
        uint32_t code = 0;
        const bool hex = escape && std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6;
        if (!hex) {
            plain += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (code == '\r') code = '\n';
        append_utf8(plain, code == 0 || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : static_cast<char32_t>(code));
        text.remove_prefix(7);
    }
    return plain;
}

/// Of <si> or <is>: one text, or runs; readings for phonetics are not text.
std::string string_of(const pugi::xml_node& item) {
    std::string text;
    for (const pugi::xml_node& each : item.children()) {
        if (local_name(each) == "t") text += each.child_value();
        if (local_name(each) == "r") text += child(each, "t").child_value();
    }
    return unescaped(text);
}

struct Place {
    size_t column = 0;
    int row = 0;
};

/// "C12"; a part that is missing is 0 (row) or stays.
std::optional<Place> place_of(std::string_view reference) {
    Place place;
    size_t at = 0;
    size_t column = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4; ++at)
        column = column * 26 + static_cast<size_t>(reference[at] - 'A' + 1);
    if (at == 0) return std::nullopt;
    place.column = column - 1;
    place.row = number_in(reference.substr(at), 0);
    return place;
}

/// Cells below the first of a merged area belong to it.
void merge_cells(const pugi::xml_node& sheet, Table& table) {
    std::map<int, TableRow*> rows;
    for (TableRow& row : table.rows) rows[row.number] = &row;
    for (const pugi::xml_node& each : child(sheet, "mergeCells").children()) {
        const std::string_view area = attribute(each, "ref");
        const size_t colon = area.find(':');
        const auto from = place_of(area.substr(0, colon));
        const auto until = colon == area.npos ? from : place_of(area.substr(colon + 1));
        if (!from || !until || from->column >= kMaxColumns) continue;
        for (auto row = rows.upper_bound(from->row); row != rows.end() && row->first <= until->row; ++row) {
            std::vector<TableCell>& cells = row->second->cells;
            if (cells.size() <= from->column) cells.resize(from->column + 1);
            cells[from->column].continues_above = true;
        }
    }
}

}  // namespace

Workbook::Workbook(Parts& parts) : parts_(parts) {
    const std::string main = parts.main_part("xl/workbook.xml");
    const auto document = parts.xml(main);
    if (!document) return;
    const pugi::xml_node book = document->document_element();
    since_1904_ = is_true(attribute(child(book, "workbookPr"), "date1904"));
    const std::vector<Relationship> related = parts.relationships(main);
    for (const Relationship& each : related) {
        if (each.type == "sharedStrings") read_strings(each.target);
        if (each.type == "styles") read_formats(each.target);
    }
    for (const pugi::xml_node& each : child(book, "sheets").children()) {
        const std::string_view id = attribute(each, "id");
        const auto part = std::ranges::find(related, id, &Relationship::id);
        if (part == related.end() || part->type != "worksheet" || sheets_.size() == kMaxSheets) continue;
        const std::string_view state = attribute(each, "state");
        sheets_.push_back({std::string(attribute(each, "name")), part->target, !state.empty() && state != "visible"});
    }
    opened_ = !sheets_.empty();
}

void Workbook::read_strings(const std::string& part) {
    const auto document = parts_.xml(part);
    if (!document) return;
    for (const pugi::xml_node& each : document->document_element().children())
        if (local_name(each) == "si") strings_.push_back(string_of(each));
}

void Workbook::read_formats(const std::string& part) {
    const auto document = parts_.xml(part);
    if (!document) return;
    const pugi::xml_node styles = document->document_element();
    std::map<int, std::string> codes;
    for (const pugi::xml_node& each : child(styles, "numFmts").children())
        codes[number_in(attribute(each, "numFmtId"), 0)] = std::string(attribute(each, "formatCode"));
    for (const pugi::xml_node& each : child(styles, "cellXfs").children()) {
        const int id = number_in(attribute(each, "numFmtId"), 0);
        const auto own = codes.find(id);
        formats_.push_back(own == codes.end() ? NumberFormat::built_in(id) : NumberFormat(own->second));
    }
}

TableCell Workbook::number_cell(const pugi::xml_node& node, const std::string& value) const {
    TableCell cell;
    double number = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), number).ec != std::errc()) {
        cell.text = value;
        return cell;
    }
    const auto style = number_in<size_t>(attribute(node, "s"), 0);
    const NumberFormat format = style < formats_.size() ? formats_[style] : NumberFormat("General");
    if (format.is_time()) {
        cell.time = format.time_of(number);
        cell.shows_seconds = format.shows_seconds();
    }
    cell.text = format.text_of(number, since_1904_);
    return cell;
}

TableCell Workbook::cell_of(const pugi::xml_node& node) const {
    const std::string_view type = attribute(node, "t");
    const std::string value = child(node, "v").child_value();
    TableCell cell;
    if (type == "s") {
        const auto index = number_in<size_t>(value, strings_.size());
        if (index < strings_.size()) cell.text = strings_[index];
    } else if (type == "inlineStr") {
        cell.text = string_of(child(node, "is"));
    } else if (type == "str") {
        cell.text = unescaped(value);
    } else if (type == "d") {  // 1904-01-01T00:01:05.5
        cell.text = value;
        const size_t clock = value.find('T');
        const auto time = clock == value.npos ? std::nullopt : parse_written_time(value.substr(clock + 1), {25, 1});
        if (time) cell.time = time->time;
    } else if (type == "b") {
        cell.text = value == "1" ? "TRUE" : "FALSE";
    } else if (type.empty() || type == "n") {
        if (!value.empty()) return number_cell(node, value);
    }  // "e": an error shows nothing to translate
    return cell;
}

std::optional<Table> Workbook::read(const SheetName& name, bool& cut) {
    const auto document = parts_.xml(name.part);
    if (!document) return std::nullopt;
    const pugi::xml_node sheet = document->document_element();
    Table table;
    table.name = name.name;
    int number = 0;
    for (const pugi::xml_node& row_node : child(sheet, "sheetData").children()) {
        if (table.rows.size() == kMaxRows) {
            cut = true;
            break;
        }
        TableRow row;
        number = row.number = number_in(attribute(row_node, "r"), number + 1);
        row.hidden = is_true(attribute(row_node, "hidden"));
        size_t column = 0;
        for (const pugi::xml_node& cell_node : row_node.children()) {
            if (const auto place = place_of(attribute(cell_node, "r"))) column = place->column;
            TableCell cell = cell_of(cell_node);
            if (column >= kMaxColumns) {
                cut |= !cell.text.empty();
                break;
            }
            const bool empty = cell.text.empty() && !cell.time;
            if (!empty && row.cells.size() <= column) row.cells.resize(column + 1);
            if (!empty) row.cells[column] = std::move(cell);
            ++column;
        }
        table.rows.push_back(std::move(row));
    }
    merge_cells(sheet, table);
    return table;
}

}  // namespace gatecast::office
