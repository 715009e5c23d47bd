// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/table_times.h"

#include <algorithm>
#include <cmath>

#include "subtitles/formats/cell_time.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/problem_codes.h"

namespace gatecast {
namespace {

using namespace std::chrono_literals;

constexpr Time kLongestWithoutEnd = 7s;  // text-rules: no cue is longer
constexpr int kNowhere = -1;

/// What the cells of all time columns together say about single ones.
struct TimeRules {
    bool numbers_are_days = false;  // 0.000752 is a share of a day, not seconds
    bool clock_is_minutes = false;  // 1:05 was taken for an hour by the spreadsheet
};

TimeRules rules_of(const Table& table, const std::vector<size_t>& columns, const TableLayout& layout, Rational rate) {
    int numbers = 0;
    int without_seconds = 0;
    int with_seconds = 0;
    bool long_clock = true;
    Time largest{0};
    for (size_t i = layout.first_row; i < table.rows.size(); ++i) {
        for (const size_t column : columns) {
            if (column >= table.rows[i].cells.size()) continue;
            const TableCell& cell = table.rows[i].cells[column];
            if (cell.time) {
                // 24:10 typed into a spreadsheet becomes 24:10:00 and shows its seconds.
                if (*cell.time % 1min != 0s)
                    ++with_seconds;
                else if (!cell.shows_seconds)
                    ++without_seconds;
                continue;
            }
            const auto written = parse_written_time(cell.text, rate);
            if (!written) continue;
            if (written->bare_number) {
                ++numbers;
                largest = std::max(largest, written->time);
            } else if (written->two_fields) {
                ++without_seconds;
            } else {
                long_clock &= written->time >= 24h && written->time % 1min == 0s;
                ++with_seconds;
            }
        }
    }
    TimeRules rules;
    rules.numbers_are_days = numbers > 1 && largest < 500ms && largest > 0s;  // twelve hours
    rules.clock_is_minutes = without_seconds > 0 && (with_seconds == 0 || long_clock);
    return rules;
}

class RowReader {
public:
    RowReader(const Table& table, const TableLayout& layout, const ReadOptions& options, std::vector<Problem>& problems)
        : table_(table), layout_(layout), options_(options), problems_(problems) {
        in_ = column_of(ColumnRole::kIn);
        out_ = column_of(ColumnRole::kOut);
        duration_ = column_of(ColumnRole::kDuration);
        std::vector<size_t> clocks;
        for (const int each : {in_, out_})
            if (each != kNowhere) clocks.push_back(static_cast<size_t>(each));
        clock_rules_ = rules_of(table, clocks, layout, options.frame_rate);
        if (duration_ != kNowhere)
            length_rules_ = rules_of(table, {static_cast<size_t>(duration_)}, layout, options.frame_rate);
    }

    [[nodiscard]] bool any() const {
        return in_ != kNowhere &&
               std::any_of(table_.rows.begin() + static_cast<ptrdiff_t>(layout_.first_row), table_.rows.end(),
                           [&](const TableRow& row) {
                               const TableCell* cell = cell_at(row, in_);
                               return cell && (cell->time || parse_written_time(cell->text, options_.frame_rate) ||
                                               parse_written_range(cell->text, options_.frame_rate));
                           });
    }

    /// `has_end` is false where the row has a start only.
    RowTimes read(const TableRow& row, bool& has_end) {
        RowTimes times;
        has_end = false;
        const TableCell* in = cell_at(row, in_);
        times.continues = in && in->continues_above;
        if (!in || times.continues) return times;
        if (!in->time) {
            if (const auto range = parse_written_range(in->text, options_.frame_rate)) {
                times.timed = has_end = true;
                times.start = as_time(range->from, clock_rules_, false);
                times.end = as_time(range->until, clock_rules_, false);
                return times;
            }
        }
        const std::optional<Time> start = time_of(row, in_, clock_rules_);
        if (!start) return times;
        times.timed = true;
        times.start = times.end = *start;
        if (const std::optional<Time> end = time_of(row, out_, clock_rules_)) {
            times.end = *end;
            has_end = true;
        } else if (const std::optional<Time> length = time_of(row, duration_, length_rules_)) {
            times.end = times.start + *length;
            has_end = true;
        }
        return times;
    }

    [[nodiscard]] bool minutes_for_hours() const { return minutes_for_hours_; }
    [[nodiscard]] int in() const { return in_; }

private:
    [[nodiscard]] int column_of(ColumnRole role) const {
        for (size_t i = 0; i < layout_.columns.size(); ++i)
            if (layout_.columns[i].role == role) return static_cast<int>(i);
        return kNowhere;
    }

    [[nodiscard]] static const TableCell* cell_at(const TableRow& row, int column) {
        const auto at = static_cast<size_t>(column);
        return column != kNowhere && at < row.cells.size() ? &row.cells[at] : nullptr;
    }

    Time as_time(const WrittenTime& written, const TimeRules& rules, bool shown_by_spreadsheet) {
        if (written.bare_number && rules.numbers_are_days) {
            const double seconds = static_cast<double>(written.time.count()) / 1e9;
            return std::chrono::milliseconds(std::llround(seconds * 86'400'000));
        }
        const bool hours = shown_by_spreadsheet || (!written.two_fields && !written.bare_number);
        if (!rules.clock_is_minutes || !hours || written.time % 1min != 0s) return written.time;
        minutes_for_hours_ = true;
        return written.time / 60;
    }

    std::optional<Time> time_of(const TableRow& row, int column, const TimeRules& rules) {
        const TableCell* cell = cell_at(row, column);
        if (!cell) return std::nullopt;
        if (cell->time) return as_time(WrittenTime{*cell->time}, rules, true);
        const auto written = parse_written_time(cell->text, options_.frame_rate);
        const auto where = [&] { return cell_name(static_cast<size_t>(column), row.number); };
        if (!written && !trimmed(cell->text).empty()) {
            problems_.push_back(
                table_problem(Severity::kError, problem::kBadTime,
                              message("\"{}\" is not a time. Write it as 00:01:05,500.", cell->text.substr(0, 40)),
                              row.number, where(), -1));
        }
        if (!written) return std::nullopt;
        if (written->beyond_rate) {
            problems_.push_back(
                table_problem(Severity::kWarning, problem::kOddTime,
                              message("{}: there are not so many frames in a second. Say the file's frame rate.",
                                      cell->text.substr(0, 40)),
                              row.number, where(), -1));
        }
        return as_time(*written, rules, false);
    }

    const Table& table_;
    const TableLayout& layout_;
    const ReadOptions& options_;
    std::vector<Problem>& problems_;
    int in_ = kNowhere;
    int out_ = kNowhere;
    int duration_ = kNowhere;
    TimeRules clock_rules_;
    TimeRules length_rules_;
    bool minutes_for_hours_ = false;
};

/// Rows with a start only last until the next one begins. Says how many there were.
int close_open_rows(std::vector<RowTimes>& rows, const std::vector<bool>& open) {
    int count = 0;
    std::optional<Time> next;
    for (size_t i = rows.size(); i-- > 0;) {
        if (!rows[i].timed) continue;
        if (open[i]) {
            ++count;
            rows[i].end = rows[i].start + kLongestWithoutEnd;
            if (next && *next > rows[i].start) rows[i].end = std::min(rows[i].end, *next);
        }
        next = rows[i].start;
    }
    return count;
}

}  // namespace

TableTimes read_times(const Table& table, const TableLayout& layout, const ReadOptions& options,
                      std::vector<Problem>& problems) {
    TableTimes times;
    times.rows.resize(table.rows.size());
    RowReader reader(table, layout, options, problems);
    times.any = reader.any();
    if (!times.any) return times;
    std::vector<bool> open(table.rows.size(), false);
    for (size_t i = layout.first_row; i < table.rows.size(); ++i) {
        bool has_end = false;
        times.rows[i] = reader.read(table.rows[i], has_end);
        open[i] = times.rows[i].timed && !has_end;
    }
    if (const int count = close_open_rows(times.rows, open); count > 0) {
        problems.push_back(table_problem(
            Severity::kNote, "no-end",
            message("{} rows have a start but no end: they last until the next row, 7 seconds at most.", count)));
    }
    if (reader.minutes_for_hours()) {
        problems.push_back(
            table_problem(Severity::kWarning, "hours-for-minutes",
                          message("The spreadsheet took the times of column {} for hours and minutes; they were read "
                                  "as minutes and seconds. Look whether that is right.",
                                  column_letters(static_cast<size_t>(reader.in())))));
    }
    return times;
}

}  // namespace gatecast
