// SPDX-License-Identifier: GPL-3.0-or-later
// Spreadsheets: the first sheet with cues, or every sheet that is named after a language.
#include <algorithm>

#include "subtitles/formats/office_parts.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/table_reading.h"
#include "subtitles/formats/tables.h"
#include "subtitles/formats/xlsx_book.h"

namespace gatecast {
namespace {

struct ReadSheet {
    std::string name;
    std::string language;  // that its name says
    Table table;
    TableLayout layout;
};

std::string language_of_sheet(const std::string& name) {
    const Column title = read_title(name);
    return title.role == ColumnRole::kText ? title.language : "";
}

std::vector<ReadSheet> read_sheets(office::Workbook& book, const ReadOptions& options, CueFile& file) {
    std::vector<ReadSheet> sheets;
    for (const office::SheetName& each : book.sheets()) {
        if (each.hidden) {
            file.problems.push_back(table_problem(Severity::kNote, "hidden-sheet",
                                                  message("The sheet \"{}\" is hidden and was not read.", each.name)));
            continue;
        }
        bool cut = false;
        std::optional<Table> table = book.read(each, cut);
        if (cut) {
            file.problems.push_back(
                table_problem(Severity::kError, problem::kTooManyCues,
                              message("The sheet \"{}\" has more than {} rows or {} columns. The rest was not read.",
                                      each.name, kMaxRows, kMaxColumns)));
        }
        if (!table) {
            file.problems.push_back(office::broken_file());
            continue;
        }
        TableLayout layout = find_layout(*table, options.frame_rate);
        if (layout.worth() > 0)
            sheets.push_back({each.name, language_of_sheet(each.name), std::move(*table), std::move(layout)});
        const bool enough = sheets.size() == 1 && sheets[0].layout.worth() == 3 && sheets[0].language.empty();
        if (enough) break;  // the sheets behind it are notes, unless they say otherwise
    }
    return sheets;
}

/// The sheets that hold the subtitles.
std::vector<ReadSheet> chosen(std::vector<ReadSheet> sheets, std::vector<Problem>& problems) {
    const bool named = std::ranges::any_of(sheets, [](const ReadSheet& each) { return !each.language.empty(); });
    int best = 0;
    for (const ReadSheet& each : sheets) best = std::max(best, each.layout.worth());
    std::vector<ReadSheet> kept;
    for (ReadSheet& each : sheets) {
        const bool wanted = named ? !each.language.empty() : kept.empty() && each.layout.worth() == best;
        if (wanted) {
            kept.push_back(std::move(each));
        } else {
            problems.push_back(
                table_problem(Severity::kNote, "other-sheet", message("The sheet \"{}\" was not read.", each.name)));
        }
    }
    return kept;
}

}  // namespace

int sniff_xlsx(std::string_view bytes) {
    return office::sniffed(
        bytes, office::Container::kOldExcel, office::Container::kOpenDocumentSheet,
        [](std::string_view zip) { return zip.find("xl/") != zip.npos && zip.find("word/") == zip.npos; });
}

CueFile read_xlsx(std::string_view bytes, const ReadOptions& options) {
    CueFile file;
    file.format = "xlsx";
    const office::Container container = office::container_of(bytes);
    if (container != office::Container::kZip) {
        file.problems.push_back(office::refusal(container, "xlsx"));
        return file;
    }
    office::Parts parts(bytes);
    if (parts.opened()) {
        office::Workbook book(parts);
        for (ReadSheet& sheet : chosen(read_sheets(book, options, file), file.problems)) {
            std::vector<Track> tracks = read_table(sheet.table, sheet.layout, options, file.problems);
            const bool one = tracks.size() == 1 && !sheet.language.empty();
            if (one) tracks[0].language = sheet.language;
            append_tracks(file.tracks, std::move(tracks));
        }
        if (!book.opened() && !parts.problem()) file.problems.push_back(office::broken_file());
    }
    if (parts.problem() && file.problems.empty()) file.problems.push_back(*parts.problem());
    finish_tables(file, options);
    return file;
}

}  // namespace gatecast
