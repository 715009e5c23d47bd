// SPDX-License-Identifier: GPL-3.0-or-later
// Word documents: every table with cues, pages' tables put together; without such a table, the text.
#include <algorithm>

#include "subtitles/formats/docx_body.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/office_parts.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/reading.h"
#include "subtitles/formats/table_reading.h"
#include "subtitles/formats/tables.h"

namespace gatecast {
namespace {

void say_what_is_left_out(const office::WordLeftOut& out, std::vector<Problem>& problems) {
    const auto note = [&](const char* code, Message text) {
        problems.push_back(table_problem(Severity::kNote, code, std::move(text)));
    };
    if (out.deletions > 0)
        note("tracked-changes",
             message("Tracked changes were read as accepted: {} deletions are left out.", out.deletions));
    if (out.footnotes > 0) note("footnotes", message("{} footnotes are not shown.", out.footnotes));
    if (out.comments > 0) note("comments", message("{} comments are not shown.", out.comments));
    if (out.hidden > 0) note("hidden-text", message("{} pieces of hidden text are left out.", out.hidden));
    if (out.text_boxes > 0) {
        problems.push_back(table_problem(Severity::kWarning, "text-box",
                                         message("{} text boxes or shapes with text are not read. Move their text into "
                                                 "the table.",
                                                 out.text_boxes)));
    }
    if (out.too_large || out.too_deep) {
        problems.push_back(table_problem(Severity::kError, problem::kTooManyCues,
                                         message("The tables are too large or too deep inside each other. Not all of "
                                                 "them was read.")));
    }
}

/// The next page's table, without a header of its own and as wide, goes on with the columns of the last one.
bool goes_on(const TableLayout& last, const TableLayout& next) {
    const bool as_timed = next.has(ColumnRole::kIn) || !last.has(ColumnRole::kIn);
    return next.headers.empty() && last.worth() == 3 && next.columns.size() == last.columns.size() && as_timed;
}

/// Tables that hold the cues: the best there are. `from_text`: rather the text outside.
std::vector<Track> read_tables(const office::WordBody& body, const ReadOptions& options,
                               std::vector<Problem>& problems) {
    std::vector<TableLayout> layouts;
    for (const Table& table : body.tables) {
        TableLayout layout = find_layout(table, options.frame_rate);
        if (!layouts.empty() && goes_on(layouts.back(), layout)) {
            layout.columns = layouts.back().columns;
            layout.headers = layouts.back().headers;
        }
        layouts.push_back(std::move(layout));
    }
    int best = 0;
    for (const TableLayout& layout : layouts) best = std::max(best, layout.worth());
    if (best == 1 && !trimmed(body.text).empty()) best = 2;  // a frame round a title beside the text
    std::vector<Track> tracks;
    for (size_t i = 0; i < layouts.size(); ++i) {
        if (layouts[i].worth() >= std::max(best, 1)) {
            append_tracks(tracks, read_table(body.tables[i], layouts[i], options, problems));
        } else if (best > 0 && !body.tables[i].rows.empty()) {
            const int row = body.tables[i].rows.front().number;
            problems.push_back(table_problem(Severity::kNote, "other-table",
                                             message("The table at this row holds no subtitles and was not read."),
                                             row));
        }
    }
    return tracks;
}

CueFile read_document(const office::WordBody& body, const ReadOptions& options) {
    CueFile file;
    file.tracks = read_tables(body, options, file.problems);
    if (file.tracks.empty()) {
        const std::string_view text = body.text;
        return sniff_csv(text) >= 50 ? read_csv(text, options) : read_plain_text(text, options);
    }
    if (!trimmed(body.text).empty()) {
        file.problems.push_back(
            table_problem(Severity::kNote, "text-outside",
                          message("Text outside the tables is not shown: \"{}\".", excerpt(trimmed(body.text)))));
    }
    finish_tables(file, options);
    return file;
}

}  // namespace

int sniff_docx(std::string_view bytes) {
    return office::sniffed(bytes, office::Container::kOldWord, office::Container::kOpenDocumentText,
                           [](std::string_view zip) { return zip.find("word/") != zip.npos; });
}

CueFile read_docx(std::string_view bytes, const ReadOptions& options) {
    CueFile file;
    file.format = "docx";
    const office::Container container = office::container_of(bytes);
    if (container != office::Container::kZip) {
        file.problems.push_back(office::refusal(container, "docx"));
        return file;
    }
    office::Parts parts(bytes);
    const auto document = parts.opened() ? parts.xml(parts.main_part("word/document.xml")) : nullptr;
    const pugi::xml_node body = document ? office::child(document->document_element(), "body") : pugi::xml_node();
    if (!body) {
        file.problems.push_back(parts.problem().value_or(office::broken_file()));
        return file;
    }
    const office::WordBody read = office::read_body(body, options.frame_rate);
    file = read_document(read, options);
    file.format = "docx";
    say_what_is_left_out(read.left_out, file.problems);
    return file;
}

}  // namespace gatecast
