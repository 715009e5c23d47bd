// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/docx_body.h"

#include <algorithm>
#include <charconv>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/office_parts.h"
#include "subtitles/formats/table_columns.h"

namespace gatecast::office {
namespace {

constexpr int kMaxTablesInTables = 8;

int number_in(std::string_view text, int otherwise) {
    int number = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// The child `property` of the child `properties`: w:rPr/w:vanish.
pugi::xml_node property(const pugi::xml_node& of, std::string_view properties, std::string_view name) {
    return child(child(of, properties), name);
}

/// A line end inside a cell is '\n', a tabulator '\t'.
class BodyReader {
public:
    BodyReader(WordBody& body, Rational rate) : body_(body), rate_(rate) {}

    /// Paragraphs and tables of a body, a cell, or what wraps some of them. Their text goes to `text`.
    void read_blocks(const pugi::xml_node& blocks, int nesting, std::string& text) {
        for (const pugi::xml_node& each : blocks.children()) {
            const std::string_view name = local_name(each);
            if (name == "p") {
                read_paragraph(each, text);
            } else if (name == "tbl") {
                read_table_block(each, nesting, text);
            } else if (name == "sdt") {
                read_blocks(child(each, "sdtContent"), nesting, text);
            } else if (name == "customXml" || name == "ins" || name == "moveTo") {
                read_blocks(each, nesting, text);
            }
        }
    }

private:
    void read_paragraph(const pugi::xml_node& paragraph, std::string& text) {
        read_runs(paragraph, text);
        // A deleted paragraph mark joins this paragraph with the next.
        const pugi::xml_node mark = child(child(paragraph, "pPr"), "rPr");
        if (!child(mark, "del")) text += '\n';
    }

    void read_runs(const pugi::xml_node& runs, std::string& text) {
        for (const pugi::xml_node& each : runs.children()) {
            const std::string_view name = local_name(each);
            if (name == "r") {
                read_run(each, text);
            } else if (name == "del" || name == "moveFrom") {
                ++body_.left_out.deletions;
            } else if (name == "sdt") {
                read_runs(child(each, "sdtContent"), text);
            } else if (name == "commentRangeStart") {
                ++body_.left_out.comments;
            } else if (name == "hyperlink" || name == "ins" || name == "moveTo" || name == "smartTag" ||
                       name == "fldSimple" || name == "bdo" || name == "dir" || name == "customXml") {
                read_runs(each, text);
            }
        }
    }

    void read_run(const pugi::xml_node& run, std::string& text) {
        if (is_on(property(run, "rPr", "vanish"))) {
            ++body_.left_out.hidden;
            return;
        }
        for (const pugi::xml_node& each : run.children()) {
            const std::string_view name = local_name(each);
            if (name == "t") {
                text += each.child_value();
            } else if (name == "tab" || name == "ptab") {
                text += '\t';
            } else if (name == "br" || name == "cr") {
                text += '\n';
            } else if (name == "noBreakHyphen") {
                text += "\u2011";
            } else if (name == "footnoteReference" || name == "endnoteReference") {
                ++body_.left_out.footnotes;
            } else if (name == "delText") {
                ++body_.left_out.deletions;
            } else if (name == "drawing" || name == "pict" || name == "AlternateContent" || name == "object") {
                const auto is_box = [](const pugi::xml_node& node) { return local_name(node) == "txbxContent"; };
                if (each.find_node(is_box)) ++body_.left_out.text_boxes;
            }
        }
    }

    /// A table by itself, or its text where it only lays out a cell.
    void read_table_block(const pugi::xml_node& node, int nesting, std::string& text) {
        if (nesting >= kMaxTablesInTables) {
            body_.left_out.too_deep = true;
            return;
        }
        const int first_row = rows_;
        const size_t inner = body_.tables.size();
        Table table = read_rows(node, nesting);
        const bool cues = nesting == 0 || find_layout(table, rate_).worth() == 3;
        if (cues) {
            body_.tables.insert(body_.tables.begin() + static_cast<ptrdiff_t>(inner), std::move(table));
            return;
        }
        rows_ = first_row;  // its rows are lines of the cell around it
        for (const TableRow& row : table.rows)
            for (const TableCell& cell : row.cells)
                if (!cell.text.empty()) text += cell.text + "\n";
    }

    Table read_rows(const pugi::xml_node& node, int nesting) {
        Table table;
        for (const pugi::xml_node& each : node.children()) {
            if (table.rows.size() >= kMaxRows) {
                body_.left_out.too_large = true;
                break;
            }
            const std::string_view name = local_name(each);
            if (name == "tr") read_row(each, nesting, table);
            const bool wraps = name == "sdt" || name == "customXml" || name == "ins" || name == "moveTo";
            const pugi::xml_node inside = name == "sdt" ? child(each, "sdtContent") : each;
            if (!wraps) continue;
            for (const pugi::xml_node& row : inside.children())
                if (local_name(row) == "tr") read_row(row, nesting, table);
        }
        return table;
    }

    void read_row(const pugi::xml_node& node, int nesting, Table& table) {
        const pugi::xml_node properties = child(node, "trPr");
        if (child(properties, "del")) {
            ++body_.left_out.deletions;
            return;
        }
        TableRow row;
        row.number = ++rows_;
        const int before = std::clamp(number_in(attribute(child(properties, "gridBefore"), "val"), 0), 0, 64);
        row.cells.resize(static_cast<size_t>(before));
        for (const pugi::xml_node& each : node.children()) {
            if (local_name(each) == "tc") read_cell(each, nesting, row);
            if (local_name(each) == "sdt")
                for (const pugi::xml_node& cell : child(each, "sdtContent").children())
                    if (local_name(cell) == "tc") read_cell(cell, nesting, row);
        }
        table.rows.push_back(std::move(row));
    }

    void read_cell(const pugi::xml_node& node, int nesting, TableRow& row) {
        if (row.cells.size() >= kMaxColumns) {
            body_.left_out.too_large = true;
            return;
        }
        TableCell cell;
        std::string text;
        read_blocks(node, nesting + 1, text);
        std::ranges::replace(text, '\t', ' ');
        cell.text = std::string(trimmed(text));
        const pugi::xml_node merge = property(node, "tcPr", "vMerge");
        cell.continues_above = merge && attribute(merge, "val") != "restart";
        const int span = std::clamp(number_in(attribute(property(node, "tcPr", "gridSpan"), "val"), 1), 1, 64);
        row.cells.push_back(std::move(cell));
        row.cells.resize(row.cells.size() + static_cast<size_t>(span) - 1);
    }

    WordBody& body_;
    Rational rate_;
    int rows_ = 0;
};

}  // namespace

WordBody read_body(const pugi::xml_node& body, Rational rate) {
    WordBody read;
    BodyReader(read, rate).read_blocks(body, 0, read.text);
    return read;
}

}  // namespace gatecast::office
