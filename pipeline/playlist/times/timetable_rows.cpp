// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/times/timetable_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "subtitles/lettering/calendar.h"

namespace gatecast {
namespace {

/// Told apart by the eye beside each other, quiet enough to carry black text; in the order of the closed list.
constexpr std::array kKindColours = {"#8fb8de", "#f2c078", "#f08f7f", "#a8d5a2", "#c9a7dd", "#f4d35e",
                                     "#f6a6c1", "#7fcdcd", "#d8b384", "#b7c68b", "#9fa8da", "#e0a96d",
                                     "#90c2a7", "#d5a6a6", "#86b6c9", "#c8c06f", "#b39ddb", "#a1b5c0"};

struct LanguageRow {
    const char* tag;
    const char* name;  // N_()
    const char* colour;
};
constexpr LanguageRow kLanguages[] = {
    {"vi", N_("Vietnamese"), "#c8102e"}, {"en", N_("English"), "#1f5fbf"}, {"km", N_("Khmer"), "#0a8f6a"}};

const LanguageRow* language_named(const std::string& tag) {
    const auto* row = std::ranges::find_if(kLanguages, [&](const LanguageRow& each) { return tag == each.tag; });
    return row == std::end(kLanguages) ? nullptr : row;
}

}  // namespace

std::vector<TimetableRow> rows_of(const Timetable& timetable) {
    std::vector<TimetableRow> rows;
    for (size_t i = 0; i < timetable.airings.size(); ++i) {
        const Airing& airing = timetable.airings[i];
        if (!rows.empty() && airing.kind == AiringKind::kFiller && rows.back().kind == AiringKind::kFiller) {
            ++rows.back().count;
            rows.back().end = airing.end;
        } else {
            rows.push_back({i, 1, airing.kind, airing.item, airing.start, airing.end});
        }
    }
    return rows;
}

const Item* DayView::item(const TimetableRow& row) const {
    return row.item < 0 ? nullptr : &day.items[static_cast<size_t>(row.item)];
}

std::string DayView::name(const TimetableRow& row) const {
    switch (row.kind) {
        case AiringKind::kFiller:
            return row.count == 1 ? catalogue.text(message("Filler: {}", airing(row).media.filename().string()))
                                  : catalogue.text(message("Fillers, {} in turn", row.count));
        case AiringKind::kStandby:
            return catalogue.sentence(N_("Standby picture"));
        case AiringKind::kNothing:
            return catalogue.sentence(N_("Nothing to show"));
        case AiringKind::kItem:
        case AiringKind::kRelay:
            break;
    }
    const Item& entry = *item(row);
    for (const std::string* title : {&entry.title_vi, &entry.title_en, &entry.title_km})
        if (!title->empty()) return *title;
    if (entry.relay) return catalogue.text(message("Live: {}", entry.relay->source));
    return entry.media.empty() ? entry.media_as_written : entry.media.filename().string();
}

std::string DayView::kind_label(const std::string& kind) const {
    return kind.empty() ? "" : fields.label("kind", kind, catalogue.language());
}

std::string DayView::language_label(const std::string& language) const {
    const LanguageRow* row = language_named(language);
    return row != nullptr ? catalogue.sentence(row->name) : language;
}

std::string DayView::kind_colour(const std::string& kind) const {
    const FieldList* list = fields.list("kind");
    if (kind.empty() || list == nullptr) return "#c3cbd4";
    const auto place = std::ranges::find(list->values, kind, &FieldValue::id);
    return kKindColours[static_cast<size_t>(place - list->values.begin()) % kKindColours.size()];
}

std::string DayView::language_colour(const std::string& language) const {
    const LanguageRow* row = language_named(language);
    return row != nullptr ? row->colour : "#6b7280";
}

std::string DayView::date_in_words() const {
    return gatecast::date_in_words(day.date, catalogue.language());
}

std::string clock_of_day(Time from_midnight) {
    const int64_t minutes = from_midnight / std::chrono::minutes(1);
    return fmt::format("{:02}:{:02}{}", minutes / 60 % 24, minutes % 60, minutes >= 24 * 60 ? " +1" : "");
}

std::string exact_clock(Time from_midnight) {
    const int64_t milliseconds = (from_midnight.count() + 500'000) / 1'000'000;
    const int64_t seconds = milliseconds / 1000;
    const std::string whole = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return milliseconds % 1000 == 0 ? whole : whole + fmt::format(".{:03}", milliseconds % 1000);
}

std::string short_length(Time length) {
    const int64_t seconds = (length.count() + 500'000'000) / 1'000'000'000;
    if (seconds < 60) return fmt::format("{} s", seconds);
    if (seconds < 3600)
        return seconds % 60 == 0 ? fmt::format("{} min", seconds / 60)
                                 : fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
    const int64_t minutes = (seconds + 30) / 60;
    return fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

}  // namespace gatecast
