// SPDX-License-Identifier: GPL-3.0-or-later
// Day lists as Excel and LibreOffice keep them: the first visible sheet with a row of titles.
#include "pipeline/playlist/lists/list_formats.h"
#include "pipeline/playlist/lists/sheet_rows.h"
#include "pipeline/playlist/lists/table_list.h"
#include "subtitles/formats/tables.h"
#include "subtitles/formats/xlsx_book.h"

namespace gatecast {
namespace {

/// Sentences of the room of subtitles speak of no file.
void tell(ListDraft& draft, const Problem& problem) {
    const std::string& file = draft.name();
    const std::string_view code = problem.code;
    if (code == "encrypted-file")
        draft.report().problem(
            0, message("{}: the file is protected by a password. Open it, remove the password, and save it as .xlsx.",
                       file));
    else if (code == "old-format")
        draft.report().problem(0, message("{}: not a workbook of today. Open it and save it as .xlsx.", file));
    else
        draft.report().problem(
            0, message("{}: the file is damaged or was not copied whole. Open it in Excel, save it under "
                       "a new name, and use that.",
                       file));
}

struct FoundSheet {
    Table table;
    ListHead head;
};

class BookReader {
public:
    BookReader(office::Workbook& book, ListDraft& draft) : book_(book), draft_(draft) {}

    void read() {
        for (const office::SheetName& name : book_.sheets()) look_at(name);
        if (found_)
            read_table_list(found_->table, found_->head, titles_, draft_);
        else
            complain_of_no_head(first_, draft_);
    }

private:
    void look_at(const office::SheetName& name) {
        if (name.hidden || name.name == kLegendSheet || name.name == kListsSheet) return;
        bool cut = false;
        std::optional<Table> table = book_.read(name, cut);
        if (!table) return;
        auto head = find_head(*table, titles_);
        if (head && found_) {
            draft_.report().remark(0,
                                   message("{}: the sheet \"{}\" was not read; \"{}\" was. Keep one day a file, or put "
                                           "the day that counts first.",
                                           draft_.name(), name.name, found_->table.name));
        } else if (head) {
            if (cut)
                draft_.report().problem(
                    0, message("{}: the sheet \"{}\" has more than {} rows or {} columns. The rest was "
                               "not read.",
                               draft_.name(), name.name, kMaxRows, kMaxColumns));
            found_ = FoundSheet{std::move(*table), std::move(*head)};
        } else if (first_.rows.empty()) {
            first_ = std::move(*table);
        }
    }

    office::Workbook& book_;
    ListDraft& draft_;
    const HeadTitles titles_;
    std::optional<FoundSheet> found_;
    Table first_;
};

}  // namespace

int sniff_xlsx_list(std::string_view bytes) {
    return sniff_xlsx(bytes);
}

void read_xlsx_list(std::string_view bytes, ListDraft& draft) {
    const office::Container container = office::container_of(bytes);
    if (container != office::Container::kZip) return tell(draft, office::refusal(container, "xlsx"));
    office::Parts parts(bytes);
    if (!parts.opened()) return tell(draft, parts.problem().value_or(office::broken_file()));
    office::Workbook book(parts);
    if (!book.opened()) return tell(draft, office::broken_file());
    BookReader(book, draft).read();
}

}  // namespace gatecast
