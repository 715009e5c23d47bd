// SPDX-License-Identifier: GPL-3.0-or-later
// A sheet for a translator: number, times, a column a language, and beside them what helps while typing (duration,
// characters a second). Times are text: a spreadsheet's own times lose their milliseconds in another program.
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "subtitles/formats/cell_text.h"
#include "subtitles/formats/memory_file.h"
#include "subtitles/formats/table.h"
#include "subtitles/formats/tables.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"
#include "subtitles/language.h"
#include "subtitles/utf8.h"

namespace gatecast {
namespace {

constexpr lxw_col_t kNumber = 0, kIn = 1, kOut = 2, kDuration = 3, kFirstText = 4;
constexpr double kLineHeight = 16, kKhmerLineHeight = 24, kTallestRow = 400;  // points
constexpr double kTextWidth = 46;                                             // characters
constexpr int64_t kHour = 3'600'000'000'000;

/// Cues of all languages with the same times stand in one row.
struct SheetRow {
    bool timed = true;
    Time start{0};
    Time end{0};
    std::vector<const Cue*> cues;  // a language; null: none
};

std::vector<SheetRow> timed_rows(std::span<const Track> tracks) {
    std::map<std::tuple<Time, Time, size_t>, SheetRow> rows;  // the third: cues of one language at the same time
    for (size_t t = 0; t < tracks.size(); ++t) {
        std::map<std::pair<Time, Time>, size_t> seen;
        for (const Cue& cue : tracks[t].cues) {
            if (!cue.timed) continue;
            SheetRow& row = rows[{cue.start, cue.end, seen[{cue.start, cue.end}]++}];
            row.start = cue.start;
            row.end = cue.end;
            row.cues.resize(tracks.size());
            row.cues[t] = &cue;
        }
    }
    std::vector<SheetRow> sorted;
    for (auto& [key, row] : rows) sorted.push_back(std::move(row));
    return sorted;
}

/// Untimed cues stand behind the timed ones, the n-th of each language together.
void add_untimed_rows(std::span<const Track> tracks, std::vector<SheetRow>& rows) {
    const size_t timed = rows.size();
    for (size_t t = 0; t < tracks.size(); ++t) {
        size_t at = timed;
        for (const Cue& cue : tracks[t].cues) {
            if (cue.timed) continue;
            if (at == rows.size()) rows.push_back({false, Time(0), Time(0), std::vector<const Cue*>(tracks.size())});
            rows[at++].cues[t] = &cue;
        }
    }
}

struct Titled {
    const char* tag;
    const char* title;
};
constexpr Titled kTitles[] = {{"vi", "Tiếng Việt (vi)"}, {"en", "English (en)"}, {"km", "ភាសាខ្មែរ (km)"}};

std::string title_of(const Track& track) {
    for (const Titled& each : kTitles)
        if (track.language == each.tag) return each.title;
    if (track.language.empty()) return "Nội dung / Text";
    return track.language.find('-') != std::string::npos ? track.language : "Text (" + track.language + ")";
}

/// How many characters a second a reader of the language manages; 0: not counted in characters.
int reading_speed(const std::string& language) {
    if (script_of_language(language) == Script::kKhmer) return 0;
    return language == "vi" ? 17 : 20;
}

/// Seconds of the time that stands as text in a cell, whatever the program's language does to decimal points.
std::string seconds_formula(const std::string& cell) {
    return "MID(" + cell + ",1,2)*3600+MID(" + cell + ",4,2)*60+MID(" + cell + ",7,2)+MID(" + cell + ",10,3)/1000";
}

class Sheet {
public:
    Sheet(lxw_workbook* book, std::span<const Track> tracks)
        : book_(book), sheet_(workbook_add_worksheet(book, "Subtitles")), tracks_(tracks) {
        head_ = head("Arial");
        khmer_head_ = head("Khmer OS Battambang");
        plain_ = format("Arial", 10);
        seconds_ = format("Arial", 10);
        format_set_num_format(seconds_, "0.0");
        too_fast_ = workbook_add_format(book_);
        format_set_bg_color(too_fast_, 0xF8CBAD);
        for (const Track& track : tracks) {
            const bool khmer = script_of_language(track.language) == Script::kKhmer;
            texts_.push_back(khmer ? format("Khmer OS Battambang", 12) : format("Arial", 11));
            format_set_text_wrap(texts_.back());
        }
    }

    void write(const std::vector<SheetRow>& rows) {
        write_head();
        for (size_t i = 0; i < rows.size(); ++i) write_row(static_cast<lxw_row_t>(i + 1), rows[i]);
        const auto last = static_cast<lxw_row_t>(std::max<size_t>(rows.size(), 1));
        for (size_t t = 0; t < tracks_.size(); ++t)
            if (const int speed = reading_speed(tracks_[t].language)) mark_too_fast(speed_column(t), last, speed);
        worksheet_freeze_panes(sheet_, 1, kFirstText);
        worksheet_repeat_rows(sheet_, 0, 0);
        worksheet_set_landscape(sheet_);
        worksheet_set_paper(sheet_, 9);  // A4
        worksheet_fit_to_pages(sheet_, 1, 0);
    }

private:
    lxw_format* format(const char* font, double size) {
        lxw_format* made = workbook_add_format(book_);
        format_set_font_name(made, font);
        format_set_font_size(made, size);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        return made;
    }

    lxw_format* head(const char* font) {
        lxw_format* made = format(font, 10);
        format_set_bold(made);
        format_set_text_wrap(made);
        format_set_bg_color(made, 0xDDE6F0);
        format_set_border(made, LXW_BORDER_THIN);
        return made;
    }

    /// Programs differ in whether they find the height of wrapped text by themselves.
    [[nodiscard]] double height_of(const SheetRow& row) const {
        double height = kLineHeight;
        for (size_t t = 0; t < tracks_.size(); ++t) {
            if (!row.cues[t]) continue;
            double lines = 0;
            double characters = 0;
            for (const char32_t c : to_utf32(row.cues[t]->text + "\n")) {
                characters += c == U'\n' ? 0 : 1;
                if (c != U'\n') continue;
                lines += std::max(1.0, std::ceil(characters / kTextWidth));
                characters = 0;
            }
            const bool khmer = script_of_language(tracks_[t].language) == Script::kKhmer;
            height = std::max(height, lines * (khmer ? kKhmerLineHeight : kLineHeight));
        }
        return std::min(height, kTallestRow);
    }

    [[nodiscard]] lxw_col_t text_column(size_t track) const { return static_cast<lxw_col_t>(kFirstText + track); }
    [[nodiscard]] lxw_col_t speed_column(size_t track) const {
        return static_cast<lxw_col_t>(kFirstText + tracks_.size() + track);
    }

    void text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* as) {
        if (worksheet_write_string(sheet_, row, column, text.c_str(), as) != LXW_NO_ERROR)
            throw Error(
                message("A text of the track is too long for a cell: \"{}\". Split the cue.", text.substr(0, 60)));
    }

    void write_head() {
        worksheet_set_row(sheet_, 0, 2 * kLineHeight, nullptr);
        text(0, kNumber, "STT / No.", head_);
        text(0, kIn, "Vào / In", head_);
        text(0, kOut, "Ra / Out", head_);
        text(0, kDuration, "Thời lượng / Duration (s)", head_);
        worksheet_set_column(sheet_, kNumber, kNumber, 9, nullptr);
        worksheet_set_column(sheet_, kIn, kOut, 14, nullptr);
        worksheet_set_column(sheet_, kDuration, kDuration, 11, nullptr);
        for (size_t t = 0; t < tracks_.size(); ++t) {
            const bool khmer = script_of_language(tracks_[t].language) == Script::kKhmer;
            text(0, text_column(t), title_of(tracks_[t]), khmer ? khmer_head_ : head_);
            worksheet_set_column(sheet_, text_column(t), text_column(t), kTextWidth, texts_[t]);
            if (reading_speed(tracks_[t].language) == 0) continue;
            text(0, speed_column(t), "Ký tự/giây / CPS (" + tracks_[t].language + ")", head_);
            worksheet_set_column(sheet_, speed_column(t), speed_column(t), 11, nullptr);
        }
    }

    void write_row(lxw_row_t at, const SheetRow& row) {
        const std::string number = std::to_string(at + 1);  // as the sheet counts
        worksheet_set_row(sheet_, at, height_of(row), nullptr);
        worksheet_write_number(sheet_, at, kNumber, at, plain_);
        if (row.timed) {
            text(at, kIn, written_time(row.start, '.'), plain_);
            text(at, kOut, written_time(row.end, '.'), plain_);
        }
        const bool counts = row.timed && row.start >= Time(0) && row.end < Time(100 * kHour);
        const double seconds = static_cast<double>((row.end - row.start).count()) / 1e9;
        if (counts) {
            const std::string formula =
                "=(" + seconds_formula("C" + number) + ")-(" + seconds_formula("B" + number) + ")";
            worksheet_write_formula_num(sheet_, at, kDuration, formula.c_str(), seconds_, seconds);
        }
        for (size_t t = 0; t < tracks_.size(); ++t) {
            const std::string written = row.cues[t] ? cell_text(*row.cues[t]) : "";
            if (row.cues[t]) text(at, text_column(t), written, texts_[t]);
            if (counts && reading_speed(tracks_[t].language) > 0) write_speed(at, t, written, seconds);
        }
    }

    void write_speed(lxw_row_t at, size_t track, const std::string& written, double seconds) {
        const std::string number = std::to_string(at + 1);
        const std::string cell = column_letters(text_column(track)) + number;
        const std::string formula = "=IF(OR(" + cell + "=\"\",D" + number + "<=0),\"\",LEN(SUBSTITUTE(" + cell +
                                    ",CHAR(10),\"\"))/D" + number + ")";
        const auto length = std::ranges::count_if(to_utf32(written), [](char32_t c) { return c != U'\n'; });
        if (written.empty() || seconds <= 0)
            worksheet_write_formula_str(sheet_, at, speed_column(track), formula.c_str(), seconds_, "");
        else
            worksheet_write_formula_num(sheet_, at, speed_column(track), formula.c_str(), seconds_,
                                        static_cast<double>(length) / seconds);
    }

    void mark_too_fast(lxw_col_t column, lxw_row_t last, int speed) {
        lxw_conditional_format rule{};
        rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
        const std::string cell = column_letters(column) + "2";
        std::string formula = "=AND(ISNUMBER(" + cell + ")," + cell + ">" + std::to_string(speed) + ")";
        rule.value_string = formula.data();
        rule.format = too_fast_;
        worksheet_conditional_format_range(sheet_, 1, column, last, column, &rule);
    }

    lxw_workbook* book_;
    lxw_worksheet* sheet_;
    std::span<const Track> tracks_;
    lxw_format* head_ = nullptr;
    lxw_format* khmer_head_ = nullptr;
    lxw_format* plain_ = nullptr;
    lxw_format* seconds_ = nullptr;
    lxw_format* too_fast_ = nullptr;
    std::vector<lxw_format*> texts_;
};

}  // namespace

std::string write_xlsx(std::span<const Track> tracks, const WriteOptions& options) {
    constexpr Carries kCarries{.name = "Excel (.xlsx)", .several_languages = true};
    for (const Track& track : tracks) {
        const bool timed = std::ranges::all_of(track.cues, &Cue::timed);
        if (timed) refuse_what_is_not_carried(std::span(&track, 1), kCarries, options);
    }
    std::vector<SheetRow> rows = timed_rows(tracks);
    add_untimed_rows(tracks, rows);
    const MemoryFile file;
    lxw_workbook* book = workbook_new(file.name().c_str());
    if (!book) throw Error(message("There is no memory for the spreadsheet."));
    try {
        Sheet(book, tracks).write(rows);
    } catch (...) {
        lxw_workbook_free(book);
        throw;
    }
    if (workbook_close(book) != LXW_NO_ERROR) throw Error(message("The spreadsheet could not be made in memory."));
    return file.bytes();
}

}  // namespace gatecast
