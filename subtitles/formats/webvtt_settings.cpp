// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/webvtt_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/numbers.h"

namespace gatecast {
namespace {

constexpr double kLinePercent = 16.0 / 3;  // WebVTT's line: 5.33 % of the height
constexpr double kEdgePercent = 5;         // from an edge, where only the other coordinate is said

enum class Row : uint8_t { kBottom, kMiddle, kTop };
enum class Column : uint8_t { kLeft, kCentre, kRight };

struct Placing {
    std::optional<double> y;  // per cent
    std::optional<double> x;
    Row row = Row::kBottom;
    Column column = Column::kCentre;
    std::optional<Column> point_column;  // of "position:20%,line-left": a point for certain
    bool line_said = false;
    const WebvttRegion* region = nullptr;
};

std::optional<Column> column_named(std::string_view word) {
    if (word == "start" || word == "left" || word == "line-left") return Column::kLeft;
    if (word == "center" || word == "middle") return Column::kCentre;
    if (word == "end" || word == "right" || word == "line-right") return Column::kRight;
    return std::nullopt;
}

bool set_line(std::string_view value, Placing& placing) {
    const std::string_view line = take_until(value, ',');
    if (const std::optional<double> per_cent = read_percent(line)) {
        placing.row = value == "end" ? Row::kBottom : value == "center" ? Row::kMiddle : Row::kTop;
        placing.y = per_cent;
        return true;
    }
    const std::optional<double> number = read_decimal(line);
    if (!number) return false;
    const double count = std::trunc(*number);
    placing.row = count >= 0 ? Row::kTop : Row::kBottom;
    if (count > 0) placing.y = count * kLinePercent;
    if (count < -1) placing.y = 100 + (count + 1) * kLinePercent;
    return true;
}

bool set_position(std::string_view value, Placing& placing) {
    const std::optional<double> per_cent = read_percent(take_until(value, ','));
    if (!per_cent) return false;
    placing.x = per_cent;
    placing.point_column = column_named(value);
    return true;
}

bool set_align(std::string_view value, Placing& placing) {
    const std::optional<Column> column = column_named(value);
    if (column) placing.column = *column;
    return column.has_value();
}

double natural_x(Column column) {
    return column == Column::kLeft ? 0 : column == Column::kCentre ? 50 : 100;
}

int anchor_of(Row row, Column column) {
    return static_cast<int>(row) * 3 + static_cast<int>(column) + 1;
}

SharePoint share_of(double x_percent, double y_percent) {
    return {std::clamp(x_percent, 0.0, 100.0) / 100, std::clamp(y_percent, 0.0, 100.0) / 100};
}

void place(const Placing& placing, Cue& cue) {
    if (placing.region) {
        const WebvttRegion& region = *placing.region;
        const double left = region.screen_x - region.width * region.anchor_x / 100;
        const double height = region.lines * kLinePercent;
        const double bottom = region.screen_y + height * (1 - region.anchor_y / 100);
        cue.anchor = anchor_of(Row::kBottom, placing.column);
        cue.position = share_of(left + region.width * natural_x(placing.column) / 100, bottom);
        return;
    }
    const Column column = placing.point_column.value_or(placing.column);
    const bool x_said = placing.x && (placing.point_column || *placing.x != natural_x(column));
    if (!placing.line_said && !x_said && column == Column::kCentre) return;  // where cues stand anyway
    cue.anchor = anchor_of(placing.row, column);
    const bool y_said = placing.y && *placing.y != 100 - natural_x(static_cast<Column>(placing.row));
    if (!y_said && !x_said) return;
    const double natural_y = placing.row == Row::kTop      ? kEdgePercent
                             : placing.row == Row::kMiddle ? 50
                                                           : 100 - kEdgePercent;
    cue.position = share_of(placing.x.value_or(natural_x(column)), placing.y.value_or(natural_y));
}

void pair_of(std::string_view value, double& x, double& y) {
    const std::optional<double> first = read_percent(take_until(value, ','));
    const std::optional<double> second = read_percent(value);
    if (!first || !second) return;
    x = *first;
    y = *second;
}

std::string_view take_word(std::string_view& text) {
    while (!text.empty() && is_blank_char(text.front())) text.remove_prefix(1);
    const size_t end = std::min(text.find_first_of(" \t\n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

std::string per_cent(double share) {
    std::string number = fmt::format("{:.4f}", share * 100);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    return number + '%';
}

}  // namespace

void read_webvtt_region(std::string_view block, WebvttRegions& regions) {
    WebvttRegion region;
    std::string id;
    for (std::string_view word = take_word(block); !word.empty(); word = take_word(block)) {
        std::string_view value = word;
        const size_t mark = value.find_first_of(":=");
        if (mark == std::string_view::npos) continue;
        const std::string_view name = value.substr(0, mark);
        value.remove_prefix(mark + 1);
        if (name == "id") id = std::string(value);
        if (name == "width") region.width = read_percent(value).value_or(region.width);
        if (name == "lines") region.lines = read_decimal(value).value_or(region.lines);
        if (name == "regionanchor") pair_of(value, region.anchor_x, region.anchor_y);
        if (name == "viewportanchor") pair_of(value, region.screen_x, region.screen_y);
    }
    if (!id.empty()) regions[id] = region;
}

void read_webvtt_settings(std::string_view settings, const WebvttRegions& regions, Cue& cue, Findings& findings) {
    Placing placing;
    for (std::string_view word = take_word(settings); !word.empty(); word = take_word(settings)) {
        std::string_view value = word;
        const std::string_view name = take_until(value, ':');
        bool done = false;
        if (name == "line") done = set_line(value, placing);
        if (name == "position") done = set_position(value, placing);
        if (name == "align") done = set_align(value, placing);
        if (name == "region") {
            const auto found = regions.find(value);
            placing.region = found == regions.end() ? nullptr : &found->second;
            done = placing.region != nullptr;
        }
        if (name == "size" && value == "100%") done = true;
        placing.line_said |= done && name == "line";
        if (!done) findings.dropped_style(name == "vertical" || name == "size" ? name : word, cue.line);
    }
    place(placing, cue);
}

std::string webvtt_settings(const Cue& cue) {
    if (cue.anchor < 1 || cue.anchor > 9) return "";
    const auto row = static_cast<Row>((cue.anchor - 1) / 3);
    const auto column = static_cast<Column>((cue.anchor - 1) % 3);
    const char* align = column == Column::kLeft ? "left" : column == Column::kCentre ? "center" : "right";
    if (cue.position) {
        const char* line = row == Row::kTop ? "start" : row == Row::kMiddle ? "center" : "end";
        const char* side = column == Column::kLeft ? "line-left" : column == Column::kCentre ? "center" : "line-right";
        return fmt::format("line:{},{} position:{},{} align:{}", per_cent(cue.position->y), line,
                           per_cent(cue.position->x), side, align);
    }
    std::string settings = row == Row::kTop ? "line:0" : row == Row::kMiddle ? "line:50%,center" : "line:-1";
    if (column != Column::kCentre) settings += fmt::format(" align:{}", align);
    return settings;
}

}  // namespace gatecast
