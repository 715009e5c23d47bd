// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/record/playout_log.h"

#include <algorithm>
#include <map>

#include "pipeline/record/search_text.h"
#include "pipeline/trust/approval_time.h"
#include "pipeline/trust/table_text.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

enum class Column : uint8_t {
    kDate,
    kStart,
    kEnd,
    kDuration,
    kTitle,
    kClip,
    kChannel,
    kStatus,
    kKind,
    kTopic,
    kSpoken,
    kProvenance,
    kRun
};

struct ColumnName {
    Column column;
    const char* name;  // folded: small letters without marks
};
constexpr ColumnName kNames[] = {
    {Column::kDate, "date"},
    {Column::kDate, "ngay"},
    {Column::kDate, "air date"},
    {Column::kDate, "ngay phat"},
    {Column::kStart, "start"},
    {Column::kStart, "start time"},
    {Column::kStart, "actual start"},
    {Column::kStart, "on air"},
    {Column::kStart, "air time"},
    {Column::kStart, "time"},
    {Column::kStart, "begin"},
    {Column::kStart, "started"},
    {Column::kStart, "gio phat"},
    {Column::kStart, "bat dau"},
    {Column::kStart, "gio bat dau"},
    {Column::kStart, "thoi gian"},
    {Column::kStart, "gio"},
    {Column::kStart, "actual time"},
    {Column::kEnd, "end"},
    {Column::kEnd, "end time"},
    {Column::kEnd, "actual end"},
    {Column::kEnd, "stop"},
    {Column::kEnd, "ket thuc"},
    {Column::kEnd, "gio ket thuc"},
    {Column::kEnd, "ended"},
    {Column::kDuration, "duration"},
    {Column::kDuration, "dur"},
    {Column::kDuration, "length"},
    {Column::kDuration, "actual duration"},
    {Column::kDuration, "thoi luong"},
    {Column::kDuration, "played"},
    {Column::kTitle, "title"},
    {Column::kTitle, "name"},
    {Column::kTitle, "clip name"},
    {Column::kTitle, "event"},
    {Column::kTitle, "ten chuong trinh"},
    {Column::kTitle, "chuong trinh"},
    {Column::kTitle, "noi dung"},
    {Column::kTitle, "ten"},
    {Column::kTitle, "tieu de"},
    {Column::kTitle, "description"},
    {Column::kTitle, "program"},
    {Column::kTitle, "programme"},
    {Column::kClip, "clip"},
    {Column::kClip, "clip id"},
    {Column::kClip, "id"},
    {Column::kClip, "media id"},
    {Column::kClip, "house id"},
    {Column::kClip, "ma"},
    {Column::kClip, "ma bang"},
    {Column::kClip, "ma chuong trinh"},
    {Column::kClip, "file"},
    {Column::kClip, "filename"},
    {Column::kClip, "file name"},
    {Column::kClip, "ten file"},
    {Column::kClip, "tep"},
    {Column::kClip, "material id"},
    {Column::kChannel, "channel"},
    {Column::kChannel, "kenh"},
    {Column::kChannel, "output"},
    {Column::kChannel, "device"},
    {Column::kStatus, "status"},
    {Column::kStatus, "result"},
    {Column::kStatus, "trang thai"},
    {Column::kStatus, "ket qua"},
    {Column::kKind, "kind"},
    {Column::kKind, "type"},
    {Column::kKind, "category"},
    {Column::kKind, "the loai"},
    {Column::kKind, "loai"},
    {Column::kTopic, "topic"},
    {Column::kTopic, "chu de"},
    {Column::kSpoken, "language"},
    {Column::kSpoken, "ngon ngu"},
    {Column::kSpoken, "tieng"},
    {Column::kProvenance, "provenance"},
    {Column::kProvenance, "nguon"},
    {Column::kProvenance, "origin"},
    {Column::kRun, "run"},
    {Column::kRun, "phat lan"},
    {Column::kRun, "lan phat"},
};

std::map<Column, size_t> columns_of(const TextRow& head) {
    std::map<Column, size_t> columns;
    for (size_t i = 0; i < head.cells.size(); ++i) {
        const std::string folded = folded_words(head.cells[i]);
        for (const ColumnName& known : kNames)
            if (folded == known.name) columns.try_emplace(known.column, i);
    }
    return columns;
}

constexpr std::chrono::hours kFarthest{24 * 40};  // that rows without dates may go on
constexpr int64_t kLastHour = 47;                 // of a day that goes on after midnight

/// "17:00:00:12", "17:00:00;12" (frames), "17:00:00.480", "17:00", "5h30"; of durations "90" is seconds too.
std::optional<milliseconds> clock_of(std::string_view text, int frame_rate, bool seconds_alone) {
    std::vector<int64_t> parts{0};
    std::string between;
    size_t digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            parts.back() = parts.back() * 10 + (c - '0');
            if (++digits > 9) return std::nullopt;
        } else if (std::string_view(":;.,h").find(c) != std::string_view::npos && digits > 0) {
            between += c;
            parts.push_back(0);
            digits = 0;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0 && !between.ends_with('h')) return std::nullopt;
    int64_t fraction_ms = 0;
    const bool decimals = between.ends_with('.') || between.ends_with(',');
    if (decimals) {
        for (fraction_ms = parts.back(); digits < 3; ++digits) fraction_ms *= 10;
        for (; digits > 3; --digits) fraction_ms /= 10;
        parts.pop_back();
    } else if (parts.size() == 4) {
        if (parts.back() >= frame_rate) return std::nullopt;
        fraction_ms = parts.back() * 1000 / frame_rate;
        parts.pop_back();
    }
    if (parts.size() == 1 && seconds_alone) return milliseconds(parts[0] * 1000 + fraction_ms);
    if (parts.size() < 2 || parts.size() > 3 || parts[0] > kLastHour || parts[1] > 59 ||
        (parts.size() == 3 && parts[2] > 59))
        return std::nullopt;
    return milliseconds((parts[0] * 3600 + parts[1] * 60 + (parts.size() == 3 ? parts[2] : 0)) * 1000 + fraction_ms);
}

/// Rows of one log, which may run past midnight without saying a date.
class Reader {
public:
    Reader(const fs::path& name, const PlayoutDefaults& defaults, std::map<Column, size_t> columns)
        : name_(name), defaults_(defaults), columns_(std::move(columns)) {}

    void read(const TextRow& row, PlayoutLog& log) {
        AsRunEvent event;
        const auto start = moment(row, Column::kStart, std::nullopt);
        if (!start)
            return log.problems.push_back(message("{}, line {}: \"{}\" is no time to start at; the row is not counted.",
                                                  name_.string(), row.line, cell(row, Column::kStart)));
        event.start = *start;
        const auto duration = clock_of(cell(row, Column::kDuration), defaults_.frame_rate, true);
        const auto end = duration ? std::optional(event.start + *duration) : moment(row, Column::kEnd, start);
        if (!end || *end < event.start || *end - event.start > std::chrono::hours(24))
            return log.problems.push_back(
                message("{}, line {}: it is not said how long this was on air; the row is "
                        "not counted.",
                        name_.string(), row.line));
        event.end = *end;
        fill(event, row);
        last_ = event.start;
        log.events.push_back(std::move(event));
    }

private:
    [[nodiscard]] std::string cell(const TextRow& row, Column column) const {
        const auto at = columns_.find(column);
        if (at == columns_.end() || at->second >= row.cells.size()) return {};
        return plain_cell(row.cells[at->second]);
    }

    /// A time of the row's day; behind `after` where it is an end.
    [[nodiscard]] std::optional<UtcMillis> moment(const TextRow& row, Column column,
                                                  std::optional<UtcMillis> after) const {
        const std::string text = cell(row, column);
        if (const auto whole = approval_time(text, DayEdge::kBegins); whole && text.size() > 10) return *whole;
        const auto clock = clock_of(text, defaults_.frame_rate, false);
        const std::string written_day = cell(row, Column::kDate);
        const auto day = approval_time(written_day.empty() ? defaults_.day : written_day, DayEdge::kBegins);
        if (!clock || !day) return std::nullopt;
        UtcMillis at = *day + *clock;
        // Over midnight: times go back by half a day and more, and no column says the new date.
        const std::optional<UtcMillis> before = after ? after : written_day.empty() ? last_ : std::nullopt;
        if (before && *before - at > kFarthest) return std::nullopt;
        while (before && at + std::chrono::hours(12) < *before) at += std::chrono::hours(24);
        return at;
    }

    void fill(AsRunEvent& event, const TextRow& row) const {
        const std::string clip = cell(row, Column::kClip), title = cell(row, Column::kTitle);
        const std::string channel = cell(row, Column::kChannel), spoken = cell(row, Column::kSpoken);
        event.display = channel.empty() ? defaults_.display : channel;
        event.item = clip.empty() ? title : clip;
        event.file = clip;
        event.title = title.empty() ? clip : title;
        event.fields = defaults_.fields;
        if (!spoken.empty()) event.fields.spoken = language_tag(spoken).empty() ? spoken : language_tag(spoken);
        for (const auto& [column, member] :
             {std::pair(Column::kKind, &ItemFields::kind), std::pair(Column::kTopic, &ItemFields::topic),
              std::pair(Column::kProvenance, &ItemFields::provenance), std::pair(Column::kRun, &ItemFields::run)})
            if (const std::string text = cell(row, column); !text.empty()) event.fields.*member = text;
        event.languages = event.fields.subtitle_languages;
        event.imported_from = name_.filename().string();
        const std::string status = folded_words(cell(row, Column::kStatus));
        for (const char* bad :
             {"skip", "skipped", "missed", "error", "failed", "loi", "bo qua", "khong phat", "not played"})
            if (status == bad) event.end_reason = EndReason::kSkipped;
    }

    const fs::path& name_;
    const PlayoutDefaults& defaults_;
    const std::map<Column, size_t> columns_;
    std::optional<UtcMillis> last_;
};

}  // namespace

PlayoutLog read_playout_log(std::string_view bytes, const fs::path& name, const PlayoutDefaults& defaults) {
    std::string text;
    if (!decode_table_text(bytes, text))
        throw Error(message("{} is not in Unicode. Export it as UTF-8 or as \"Unicode Text\".", name.string()));
    const std::vector<TextRow> rows = table_rows(text);
    const auto heads = [](const TextRow& row) {
        const auto columns = columns_of(row);
        return columns.contains(Column::kStart) &&
               (columns.contains(Column::kEnd) || columns.contains(Column::kDuration));
    };
    // Some servers write a few lines about themselves before the head.
    const auto head = std::ranges::find_if(rows, heads);
    if (head == rows.end())
        throw Error(
            message("{}: no line names the columns. One must be a start (Start, Giờ phát) and one an end or a "
                    "duration (End, Duration, Thời lượng).",
                    name.string()));
    const auto columns = columns_of(*head);
    if (!columns.contains(Column::kDate) && defaults.day.empty() &&
        std::none_of(head + 1, rows.end(), [&](const TextRow& row) {
            const size_t at = columns.at(Column::kStart);
            return at < row.cells.size() && row.cells[at].size() > 12;
        }))
        throw Error(message("{} says no date. Give the day: --date 2026-12-02.", name.string()));
    PlayoutLog log;
    Reader reader(name, defaults, columns);
    for (auto row = head + 1; row != rows.end(); ++row) reader.read(*row, log);
    return log;
}

}  // namespace gatecast
