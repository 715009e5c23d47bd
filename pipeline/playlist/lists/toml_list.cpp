// SPDX-License-Identifier: GPL-3.0-or-later
// Our own form: keys of the day, then [[item]] tables.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pipeline/playlist/lists/list_formats.h"
#include "presets/nearest.h"
#include "presets/node.h"
#include "presets/text.h"

namespace gatecast {
namespace {

constexpr std::string_view kItems = "item";

/// "day.toml:12:5" is 12.
int line_of(std::string_view where) {
    const size_t column = where.rfind(':');
    const size_t line = column == where.npos || column == 0 ? where.npos : where.rfind(':', column - 1);
    int number = 0;
    if (line != where.npos) std::from_chars(where.data() + line + 1, where.data() + column, number);
    return number;
}

std::string text_of(const Node& node) {
    if (const auto* text = node.as<std::string>()) return *text;
    if (const auto* table = node.as<NodeTable>()) {  // { from = "Z:\PHIM", to = "/srv/phim" }
        const Node* from = find(*table, "from");
        const Node* to = find(*table, "to");
        if (from && to) return text_of(*from) + " = " + text_of(*to);
    }
    if (const auto* list = node.as<NodeList>()) {
        std::string texts;
        for (const Node& each : *list) texts += (texts.empty() ? "" : ";") + text_of(each);
        return texts;
    }
    return written(node);
}

struct FlatValue {
    std::string key;
    const Node* node;
    int line;
};

/// Tables inside tables as dotted keys.
void flatten(const NodeTable& table, const std::string& prefix, std::vector<FlatValue>& values) {
    for (const Member& member : table) {
        const std::string key = prefix + member.key;
        if (const auto* inner = member.node.as<NodeTable>())
            flatten(*inner, key + ".", values);
        else
            values.push_back({key, &member.node, line_of(member.where)});
    }
}

void complain_of_key(ListDraft& draft, const FlatValue& value, const std::vector<std::string>& known) {
    const std::string near = nearest(value.key, known);
    draft.report().problem(
        value.line, near.empty() ? message("{}, row {}: \"{}\" is not known here.", draft.name(), value.line, value.key)
                                 : message("{}, row {}: \"{}\" is not known here. Is \"{}\" meant?", draft.name(),
                                           value.line, value.key, near));
}

void read_day_key(const FlatValue& value, ListDraft& draft) {
    const auto key = day_key(value.key);
    if (!key) {
        std::vector<std::string> known{std::string(kItems)};
        for (const DayKey& each : day_keys()) known.emplace_back(each.key);
        return complain_of_key(draft, value, known);
    }
    Texts texts;
    if (const auto* list = value.node->as<NodeList>()) {
        for (const Node& each : *list) texts.push_back(text_of(each));
    } else {
        texts.push_back(text_of(*value.node));
    }
    draft.set(*key, texts, value.line, value.key);
}

void read_item(const Node& node, ListDraft& draft) {
    const auto* table = node.as<NodeTable>();
    const int line = line_of(node.where);
    if (table == nullptr) {
        draft.report().problem(
            line, message("{}, row {}: {} stands where an item is needed. Write [[item]] above its keys.", draft.name(),
                          line, written(node)));
        return;
    }
    std::vector<FlatValue> values;
    flatten(*table, "", values);
    ItemDraft item;
    for (const FlatValue& value : values) {
        const auto found = column_of_key(value.key);
        if (!found) {
            complain_of_key(draft, value, item_keys());
            continue;
        }
        CellContext context = draft.context(value.line, value.key);
        context.name = found->name;
        const std::string text = text_of(*value.node);
        if (!trimmed(text).empty()) found->column->set(item, {trimmed(text), {}, true}, context);
    }
    draft.add(std::move(item), line);
}

/// In quotes; a path with backslashes stays as people write it.
std::string in_quotes(std::string_view text) {
    const bool control =
        std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (text.find('\\') != text.npos && text.find('\'') == text.npos && !control) return fmt::format("'{}'", text);
    std::string safe = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') safe += '\\';
        if (c == '\n')
            safe += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            safe += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        else
            safe += c;
    }
    return safe + '"';
}

bool is_bare(std::string_view key) {
    return !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

/// "words.place.vi" is words."place.vi": a name may stand beside one that begins with it.
std::string written_key(std::string_view key) {
    const size_t dot = key.find('.');
    if (dot == key.npos) return std::string(key);
    const std::string_view name = key.substr(dot + 1);
    return std::string(key.substr(0, dot + 1)) + (is_bare(name) ? std::string(name) : in_quotes(name));
}

std::string written_value(const DayValue& value) {
    if (value.key.starts_with("quotas.")) return value.values.front();
    if (!value.list) return in_quotes(value.values.front());
    std::string text;
    for (const std::string& each : value.values) text += (text.empty() ? "" : ", ") + in_quotes(each);
    return "[" + text + "]";
}

}  // namespace

int sniff_toml_list(std::string_view text) {
    if (text.starts_with("[[item]]") || text.find("\n[[item]]") != text.npos) return 95;
    return 0;
}

void read_toml_list(std::string_view text, ListDraft& draft) {
    Problems problems;
    const NodeTable table = parse_toml(text, draft.name(), problems);
    for (Message& each : problems) draft.report().problem(0, std::move(each));
    const Node* items = nullptr;
    NodeTable of_day;
    for (const Member& member : table) {
        if (member.key == kItems)
            items = &member.node;
        else
            of_day.push_back(member);
    }
    std::vector<FlatValue> values;
    flatten(of_day, "", values);
    for (const FlatValue& value : values) read_day_key(value, draft);
    if (items == nullptr) return;
    if (const auto* list = items->as<NodeList>()) {
        for (const Node& each : *list) read_item(each, draft);
    } else {
        read_item(*items, draft);
    }
}

std::string write_toml_list(const Day& day, const DaySettings&, const DayWriteOptions&) {
    std::string text;
    for (const DayValue& value : values_of(day)) text += written_key(value.key) + " = " + written_value(value) + "\n";
    for (const Item& item : day.items) {
        text += "\n[[item]]\n";
        for (const auto& [key, value] : values_of(item)) text += written_key(key) + " = " + in_quotes(value) + "\n";
    }
    return text;
}

}  // namespace gatecast
