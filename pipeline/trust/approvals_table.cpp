// SPDX-License-Identifier: GPL-3.0-or-later
// The list as a table of text and back: one table of columns, strict in what counts, so that a damaged line is found
// and never taken for another approval.
#include <algorithm>
#include <array>

#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/approvals.h"
#include "pipeline/trust/content_hash.h"
#include "pipeline/trust/durable.h"
#include "pipeline/trust/table_text.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kColumns[] = {"sha256", "source", "item",      "approver",     "document", "at",
                                         "from",   "until",  "withdrawn", "withdrawn_by", "note"};

/// A line of the list, its cells by the names of their columns.
class Line {
public:
    Line(const fs::path& file, const std::vector<std::string>& head, const TextRow& row)
        : file_(file), head_(head), row_(row) {
        if (row.cells.size() < head.size())
            throw Error(message("{}, line {}: {} columns instead of {}. The line was cut; take the list from a copy.",
                                file.string(), row.line, row.cells.size(), head.size()));
    }

    [[nodiscard]] std::string text(std::string_view column) const {
        const auto found = std::ranges::find(head_, column);
        if (found == head_.end()) return {};
        return plain_cell(row_.cells[static_cast<size_t>(found - head_.begin())]);
    }

    [[nodiscard]] std::optional<UtcTime> time(std::string_view column, DayEdge edge) const {
        const std::string written = text(column);
        if (written.empty()) return std::nullopt;
        if (const auto read = approval_time(written, edge)) return read;
        throw Error(message("{}, line {}, column {}: \"{}\" is no time. Write it like {}.", file_.string(), row_.line,
                            column, written, "2026-12-31 17:00:00 +07:00"));
    }

    [[nodiscard]] Approval approval() const {
        Approval approval;
        approval.sha256 = text("sha256");
        approval.source = text("source");
        approval.item = text("item");
        approval.approver = text("approver");
        approval.document = text("document");
        if (approval.sha256.empty() == approval.source.empty())
            fail(N_("{}, line {}: a record is of a file (sha256) or of a live source (source), of one of them."));
        if (!approval.sha256.empty() && !is_content_hash(approval.sha256))
            throw Error(message("{}, line {}: \"{}\" is no SHA-256. The cell was changed; take it from a copy.",
                                file_.string(), row_.line, approval.sha256));
        if (approval.approver.empty()) fail(N_("{}, line {}: nobody is named as approver."));
        const auto at = time("at", DayEdge::kBegins);
        if (!at) fail(N_("{}, line {}: the time of the approval (column at) is missing."));
        approval.at = *at;
        approval.from = time("from", DayEdge::kBegins);
        approval.until = time("until", DayEdge::kEnds);
        approval.withdrawn = time("withdrawn", DayEdge::kBegins);
        approval.withdrawn_by = text("withdrawn_by");
        if (!approval.withdrawn && !approval.withdrawn_by.empty())
            fail(N_("{}, line {}: withdrawn by somebody, but the time (column withdrawn) is missing."));
        approval.note = text("note");
        return approval;
    }

private:
    [[noreturn]] void fail(const char* sentence) const {
        throw Error(Message{sentence, {file_.string(), std::to_string(row_.line)}});
    }

    const fs::path& file_;
    const std::vector<std::string>& head_;
    const TextRow& row_;
};

std::vector<std::string> checked_head(const TextRow& row, const fs::path& file) {
    std::vector<std::string> head = row.cells;
    while (!head.empty() && head.back().empty()) head.pop_back();
    for (const std::string& name : head)
        if (std::ranges::find(kColumns, name) == std::end(kColumns))
            throw Error(
                message("{}, line {}: no column of an approval list is called \"{}\". Remarks belong in the "
                        "column {}.",
                        file.string(), row.line, name, "note"));
    for (const std::string_view needed : {"sha256", "source", "approver", "at", "until", "withdrawn"})
        if (std::ranges::count(head, needed) != 1)
            throw Error(
                message("{}, line {}: this is the head of no approval list: the column {} must stand there "
                        "once.",
                        file.string(), row.line, needed));
    return head;
}

std::string time_cell(const std::optional<UtcTime>& time) {
    return time ? approval_time_text(*time) : std::string();
}

}  // namespace

ApprovalList ApprovalList::from_bytes(std::string_view bytes, const fs::path& file) {
    ApprovalList list;
    std::string text;
    if (!decode_table_text(bytes, text))
        throw Error(
            message("{} is not in Unicode. In Excel save it as \"Unicode Text\" or \"CSV UTF-8\".", file.string()));
    const std::vector<TextRow> rows = table_rows(text);
    if (rows.empty()) throw Error(message("{} is empty. Take the list from a copy.", file.string()));
    const std::vector<std::string> head = checked_head(rows.front(), file);
    for (size_t i = 1; i < rows.size(); ++i) list.approvals_.push_back(Line(file, head, rows[i]).approval());
    return list;
}

ApprovalList ApprovalList::read(const fs::path& file) {
    const std::optional<std::string> bytes = read_if_there(file);
    return bytes ? from_bytes(*bytes, file) : ApprovalList();
}

std::string ApprovalList::to_bytes() const {
    std::string text = "\xEF\xBB\xBF";  // without it Excel takes Vietnamese for another encoding
    for (const std::string_view column : kColumns) text.append(column).append(column == "note" ? "\n" : "\t");
    for (const Approval& a : approvals_) {
        const std::array<std::string, std::size(kColumns)> cells = {a.sha256,
                                                                    table_cell(a.source),
                                                                    table_cell(a.item),
                                                                    table_cell(a.approver),
                                                                    table_cell(a.document),
                                                                    approval_time_text(a.at),
                                                                    time_cell(a.from),
                                                                    time_cell(a.until),
                                                                    time_cell(a.withdrawn),
                                                                    table_cell(a.withdrawn_by),
                                                                    table_cell(a.note)};
        for (size_t i = 0; i < cells.size(); ++i) text.append(i > 0 ? "\t" : "").append(cells[i]);
        text += '\n';
    }
    return text;
}

void ApprovalList::write(const fs::path& file) const {
    write_durably(file, to_bytes());
}

}  // namespace gatecast
