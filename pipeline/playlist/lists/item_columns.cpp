// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/item_columns.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/playlist/lists/folded.h"
#include "pipeline/playlist/lists/item_languages.h"

namespace gatecast {
namespace {

bool is_family(const ItemColumn& column) {
    return column.get == nullptr && (std::string_view(column.key) == "cues" || std::string_view(column.key) == "words");
}

/// What only the end column and a relay together can say.
void finish_relay(ItemDraft& draft, const CellContext& context) {
    Relay& relay = *draft.item.relay;
    if (relay.source.empty()) {
        context.report.problem(context.row,
                               message("{}, row {}: a live relay without its source. Write \"trực tiếp: nguon-1\" with "
                                       "the name of a source of the site.",
                                       context.report.file(), context.row));
    }
    relay.end = draft.by_operator ? RelayEnd::kByOperator : RelayEnd::kAtClock;
    relay.until = draft.by_operator ? std::nullopt : draft.ends;
    relay.at_most = draft.at_most;
    if (relay.end == RelayEnd::kAtClock && !relay.until && !draft.item.duration) {
        context.report.problem(
            context.row, message("{}, row {}: nothing says when the relay of {} ends. Write its end or its length, or "
                                 "\"người vận hành\" where the operator ends it.",
                                 context.report.file(), context.row, relay.source));
    }
}

/// A start and an end give a length.
void take_length_from_ends(ItemDraft& draft, const CellContext& context) {
    constexpr Time kDay = std::chrono::hours(24);
    Item& item = draft.item;
    if (!draft.ends || !item.start) return;
    Time length = *draft.ends - *item.start;
    if (length < Time(0)) length += kDay;
    const bool says_more = item.duration && std::chrono::abs(*item.duration - length) > std::chrono::minutes(1);
    if (says_more && !item.relay)
        context.report.remark(context.row, message("{}, row {}: from {} to {} is not the length {}. The length counts.",
                                                   context.report.file(), context.row, short_clock(*item.start),
                                                   short_clock(*draft.ends), written_length(*item.duration)));
    if (!item.duration) item.duration = length;
    draft.ends = *item.start + length;  // 00:30 after 24:00 is 24:30
}

void check_cut(const Item& item, const CellContext& context) {
    if (!item.out || item.in.value_or(Time(0)) < *item.out) return;
    context.report.problem(
        context.row,
        message("{}, row {}: the part ends at {}, before it begins at {}. Correct in and out.", context.report.file(),
                context.row, written_length(*item.out), written_length(item.in.value_or(Time(0)))));
}

/// Files of one language stand together.
void add_cues(const Item& item, KeyedTexts& values) {
    for (const ItemCues& each : item.cues) {
        const std::string key = "cues." + (each.language.empty() ? "und" : each.language);
        const auto known = std::ranges::find(values, key, &KeyedTexts::value_type::first);
        if (known == values.end())
            values.emplace_back(key, each.file.string());
        else
            known->second += ";" + each.file.string();
    }
}

}  // namespace

std::optional<FoundColumn> column_of_key(std::string_view key) {
    const size_t dot = key.find('.');
    for (const ItemColumn& column : item_columns()) {
        if (is_family(column) ? column.key != key.substr(0, dot) || dot == key.npos : column.key != key) continue;
        if (!is_family(column)) return FoundColumn{&column, "", LengthUnit::kNone};
        return FoundColumn{&column, std::string(key.substr(dot + 1)), LengthUnit::kNone};
    }
    return std::nullopt;
}

std::vector<std::string> item_keys() {
    std::vector<std::string> keys;
    for (const ItemColumn& column : item_columns()) keys.emplace_back(column.key);
    return keys;
}

std::string title_of(const FoundColumn& found) {
    const char* title = found.column->title != nullptr ? found.column->title : found.column->key;
    return fmt::format(fmt::runtime(title), found.name);
}

KeyedTexts values_of(const Item& item) {
    KeyedTexts values;
    for (const ItemColumn& column : item_columns()) {
        const std::string_view key = column.key;
        if (key == "cues" && is_family(column)) {
            add_cues(item, values);
        } else if (key == "words" && is_family(column)) {
            for (const auto& [name, words] : item.words) values.emplace_back("words." + name, words);
        } else if (column.get != nullptr) {
            std::string text = column.get(item);
            if (!text.empty()) values.emplace_back(key, std::move(text));
        }
    }
    return values;
}

Item finished_item(ItemDraft draft, const CellContext& context) {
    Item& item = draft.item;
    item.media_as_written = draft.as_written.empty() ? item.media.string() : draft.as_written;
    item.origin = {context.report.file(), context.row};
    take_length_from_ends(draft, context);
    if (item.relay) finish_relay(draft, context);
    check_cut(item, context);
    sort_by_language(item.cues);
    std::ranges::stable_sort(item.words, {}, &Fields::value_type::first);
    return std::move(item);
}

}  // namespace gatecast
