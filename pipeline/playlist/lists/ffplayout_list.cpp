// SPDX-License-Identifier: GPL-3.0-or-later
// The day's JSON of ffplayout: channel, date, and a program of sources with in, out and duration in seconds.
#include <cmath>
#include <nlohmann/json.hpp>

#include "pipeline/playlist/lists/list_formats.h"
#include "subtitles/formats/numbers.h"

namespace gatecast {
namespace {

using nlohmann::json;

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Time> time_in(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return std::nullopt;
    std::optional<double> seconds;
    if (found->is_number()) seconds = found->get<double>();
    if (found->is_string()) seconds = read_decimal(found->get<std::string>());
    constexpr double kLongest = 360'000;  // seconds; 100 hours
    if (!seconds || !(*seconds >= 0 && *seconds < kLongest)) return std::nullopt;
    return std::chrono::milliseconds(std::llround(*seconds * 1000));
}

void read_entry(const json& entry, int row, ListDraft& draft) {
    if (!entry.is_object()) {
        draft.report().problem(row,
                               message("{}, row {}: this entry of the program is not an object.", draft.name(), row));
        return;
    }
    ItemDraft item;
    const std::string source = text_in(entry, "source");
    CellContext context = draft.context(row, "source");
    if (!source.empty()) column_of_key("media")->column->set(item, {source, {}, true}, context);
    item.item.title_vi = text_in(entry, "title");
    item.item.duration = time_in(entry, "duration");
    item.item.in = time_in(entry, "in");
    if (item.item.in == Time(0)) item.item.in.reset();
    item.item.out = time_in(entry, "out");
    if (item.item.out == item.item.duration) item.item.out.reset();
    if (const std::string category = text_in(entry, "category"); !category.empty())
        column_of_key("kind")->column->set(item, {category, {}, true}, draft.context(row, "category"));
    draft.add(std::move(item), row);
}

}  // namespace

int sniff_ffplayout_list(std::string_view text) {
    const size_t first = text.find_first_not_of(" \n\t");
    return first != text.npos && text[first] == '{' && text.find("\"program\"") != text.npos ? 95 : 0;
}

void read_ffplayout_list(std::string_view text, ListDraft& draft) {
    const json list = json::parse(text, nullptr, false);
    const auto program = list.is_object() ? list.find("program") : list.end();
    if (!list.is_object() || program == list.end() || !program->is_array()) {
        draft.report().problem(
            0, message("{}: not a day list of ffplayout: there is no \"program\" with its sources. Export "
                       "the day again.",
                       draft.name()));
        return;
    }
    if (const std::string channel = text_in(list, "channel"); !channel.empty())
        draft.set(*day_key("channel"), {channel}, 0, "channel");
    if (const std::string date = text_in(list, "date"); !date.empty()) draft.set(*day_key("date"), {date}, 0, "date");
    int row = 0;
    for (const json& entry : *program) read_entry(entry, ++row, draft);
}

}  // namespace gatecast
