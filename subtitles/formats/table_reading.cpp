// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/table_reading.h"

#include <algorithm>

#include "subtitles/formats/cell_text.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"
#include "subtitles/formats/table_times.h"

namespace gatecast {
namespace {

bool is_blank(const TableCell& cell) {
    return trimmed(cell.text).empty();
}

/// The cues of one language column, row after row.
class ColumnReader {
public:
    ColumnReader(const Column& column, size_t index) : index_(index) {
        track_.language = column.language;
        track_.name = column.title.empty() ? column_letters(index) : column.title;
    }

    void take(const TableRow& row, const RowTimes& times, bool table_is_timed, const std::string& id) {
        const TableCell* cell = index_ < row.cells.size() ? &row.cells[index_] : nullptr;
        if (cell && cell->continues_above) {
            if (!track_.cues.empty() && times.timed)
                track_.cues.back().end = std::max(track_.cues.back().end, times.end);
            return;
        }
        if (!cell || is_blank(*cell)) {
            if (!times.continues) empty_rows_.push_back(row.number);
            return;
        }
        if (lost_letters(cell->text) && ++lost_ == 1) first_lost_ = row.number;
        Cue cue;
        cue.line = row.number;
        cue.id = id;
        const size_t known = track_.problems.size();
        read_cell_text(cell->text, row.number, track_.problems, cue);
        const bool joins = times.continues && !track_.cues.empty();
        const int place = static_cast<int>(track_.cues.size()) - (joins ? 1 : 0);
        for (size_t i = known; i < track_.problems.size(); ++i) {
            track_.problems[i].cue = cue.text.empty() ? -1 : place;
            track_.problems[i].cell = cell_name(index_, row.number);
        }
        if (cue.text.empty()) return;
        if (joins) return join_last(std::move(cue));
        take_times(times, table_is_timed, cue);
        track_.cues.push_back(std::move(cue));
    }

    /// `others`: rows in which some column has text.
    Track finish(const std::vector<int>& others) {
        if (lost_ > 0) {
            add(Severity::kError, "lost-letters",
                message("The letters are lost: {} rows hold only question marks. This happens when Khmer is saved as "
                        "plain CSV. Save the sheet again as .xlsx or as \"CSV UTF-8\".",
                        lost_),
                first_lost_, -1);
        }
        if (track_.cues.empty()) return std::move(track_);
        for (const int row : empty_rows_) {
            if (!std::ranges::binary_search(others, row)) continue;
            add(Severity::kWarning, "missing-text", message("No text here, but another column of the row has some."),
                row, -1);
        }
        return std::move(track_);
    }

private:
    void add(Severity severity, const char* code, Message text, int row, int cue) {
        track_.problems.push_back({severity, code, std::move(text), row, cell_name(index_, row), cue});
    }

    void join_last(Cue more) {
        Cue& last = track_.cues.back();
        const size_t shift = last.text.size() + 1;
        last.text += "\n" + more.text;
        for (TextSpan span : more.spans) {
            span.from += shift;
            span.until += shift;
            last.spans.push_back(span);
        }
    }

    void take_times(const RowTimes& times, bool table_is_timed, Cue& cue) {
        const int index = static_cast<int>(track_.cues.size());
        cue.timed = times.timed;
        cue.start = times.start;
        cue.end = times.end;
        if (!times.timed && table_is_timed) {
            add(Severity::kError, problem::kNoTime,
                message("The row has text but no time. Write when it begins and ends."), cue.line, index);
        }
    }

    size_t index_;
    Track track_;
    std::vector<int> empty_rows_;
    int lost_ = 0;
    int first_lost_ = 0;
};

std::string text_at(const TableRow& row, int column) {
    if (column < 0 || static_cast<size_t>(column) >= row.cells.size()) return {};
    return std::string(trimmed(row.cells[static_cast<size_t>(column)].text));
}

void note_titles(const Table& table, const TableLayout& layout, std::vector<Problem>& problems) {
    const size_t above = layout.first_row - std::min(layout.first_row, layout.headers.size());
    for (size_t i = 0; i < above; ++i) {
        const auto text = std::ranges::find_if_not(table.rows[i].cells, is_blank);
        if (text == table.rows[i].cells.end()) continue;
        problems.push_back(table_problem(Severity::kNote, "title-row",
                                         message("Taken for a title, not shown: \"{}\".", text->text),
                                         table.rows[i].number));
    }
}

void note_unread_columns(const Table& table, const TableLayout& layout, std::vector<Problem>& problems) {
    for (size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.columns[i].role != ColumnRole::kUnknown) continue;
        for (size_t r = layout.first_row; r < table.rows.size(); ++r) {
            const TableRow& row = table.rows[r];
            if (i >= row.cells.size() || is_blank(row.cells[i]) || layout.is_header(row)) continue;
            problems.push_back(table_problem(
                Severity::kNote, "unread-column",
                message("The column \"{}\" was not read: its title names no language.", layout.columns[i].title),
                row.number, cell_name(i, row.number)));
            break;
        }
    }
}

void note_hidden(const Table& table, std::vector<Problem>& problems) {
    const auto hidden = std::ranges::count_if(table.rows, &TableRow::hidden);
    if (hidden == 0) return;
    const auto first = std::ranges::find_if(table.rows, &TableRow::hidden);
    problems.push_back(table_problem(
        Severity::kNote, "hidden-rows",
        message("{} rows are hidden in the sheet. They were read like the others.", hidden), first->number));
}

}  // namespace

std::vector<Track> read_table(const Table& table, const TableLayout& layout, const ReadOptions& options,
                              std::vector<Problem>& problems) {
    note_titles(table, layout, problems);
    note_unread_columns(table, layout, problems);
    note_hidden(table, problems);
    const TableTimes times = read_times(table, layout, options, problems);
    std::vector<ColumnReader> readers;
    std::vector<size_t> columns;
    int number = -1;
    for (size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.columns[i].role == ColumnRole::kNumber && number < 0) number = static_cast<int>(i);
        if (layout.columns[i].role != ColumnRole::kText) continue;
        readers.emplace_back(layout.columns[i], i);
        columns.push_back(i);
    }
    std::vector<int> rows_with_text;
    for (size_t i = layout.first_row; i < table.rows.size(); ++i) {
        const TableRow& row = table.rows[i];
        if (layout.is_header(row)) continue;
        const bool text =
            std::ranges::any_of(columns, [&](size_t at) { return at < row.cells.size() && !is_blank(row.cells[at]); });
        if (text) rows_with_text.push_back(row.number);
        if (!text && times.rows[i].timed)
            problems.push_back(table_problem(Severity::kNote, problem::kEmptyCue,
                                             message("A time without text; left out."), row.number));
        for (ColumnReader& reader : readers) reader.take(row, times.rows[i], times.any, text_at(row, number));
    }
    std::vector<Track> tracks;
    for (ColumnReader& reader : readers) {
        Track track = reader.finish(rows_with_text);
        if (track.cues.empty() && track.problems.empty() && readers.size() > 1) {
            problems.push_back(
                table_problem(Severity::kNote, "empty-column", message("The column \"{}\" is empty.", track.name)));
            continue;
        }
        tracks.push_back(std::move(track));
    }
    return tracks;
}

void append_tracks(std::vector<Track>& to, std::vector<Track> more) {
    const size_t already = to.size();
    for (Track& track : more) {
        const auto end = to.begin() + static_cast<ptrdiff_t>(already);
        const auto same =
            std::find_if(to.begin(), end, [&](const Track& each) { return each.language == track.language; });
        if (same == end) {
            to.push_back(std::move(track));
            continue;
        }
        const int shift = static_cast<int>(same->cues.size());
        for (Problem& problem : track.problems) {
            if (problem.cue >= 0) problem.cue += shift;
            same->problems.push_back(std::move(problem));
        }
        std::ranges::move(track.cues, std::back_inserter(same->cues));
    }
}

namespace {

void keep_language_asked_for(CueFile& file, const std::string& language) {
    if (language.empty() || file.tracks.empty()) return;
    if (file.tracks.size() == 1) {
        if (file.tracks[0].language.empty()) file.tracks[0].language = language;
        return;
    }
    const bool there = std::ranges::any_of(file.tracks, [&](const Track& each) { return each.language == language; });
    if (!there) return;
    for (const Track& each : file.tracks) {
        if (each.language == language) continue;
        file.problems.push_back(table_problem(
            Severity::kNote, "other-language",
            message("The file also holds \"{}\" ({} cues), which was not asked for.", each.name, each.cues.size())));
    }
    std::erase_if(file.tracks, [&](const Track& each) { return each.language != language; });
}

void note_same_language(CueFile& file) {
    for (size_t i = 1; i < file.tracks.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (file.tracks[i].language.empty() || file.tracks[i].language != file.tracks[j].language) continue;
            file.problems.push_back(
                table_problem(Severity::kWarning, "same-language",
                              message("The columns \"{}\" and \"{}\" are the same language. Say in their titles "
                                      "which is which, or remove one.",
                                      file.tracks[j].name, file.tracks[i].name)));
        }
    }
}

}  // namespace

void finish_tables(CueFile& file, const ReadOptions& options) {
    keep_language_asked_for(file, options.language);
    note_same_language(file);
}

}  // namespace gatecast
