// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

#include "pipeline/playlist/lists/written.h"
#include "pipeline/playlist/recurrence/template.h"
#include "presets/nearest.h"
#include "presets/node.h"
#include "presets/text.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// Keys of an item that the readers of day lists do not know.
constexpr std::array kOwnKeys = {"on",   "except",  "valid_from", "valid_until",
                                 "part", "special", "priority",   "plays_per_hour"};

int line_of(std::string_view where) {
    const size_t column = where.rfind(':');
    const size_t line = column == where.npos || column == 0 ? where.npos : where.rfind(':', column - 1);
    int number = 0;
    if (line != where.npos) std::from_chars(where.data() + line + 1, where.data() + column, number);
    return number;
}

[[noreturn]] void refuse(const Node& node, const char* key, const char* wanted) {
    throw Error(message("{}: {} = {} cannot be read. Write it like {}.", node.where, key, written(node), wanted));
}

/// "monday", or ["monday", "first sunday"] for any of them.
Recurrence recurrence_of(const Node& node, const char* key) {
    std::string text;
    if (const auto* one = node.as<std::string>()) text = *one;
    if (const auto* list = node.as<NodeList>())
        for (const Node& each : *list)
            if (const auto* part = each.as<std::string>()) text += (text.empty() ? "" : ", ") + *part;
    const auto recurrence = Recurrence::read(text);
    if (!recurrence) refuse(node, key, "\"every monday\", \"first sunday\", \"30/4\", \"2027-02-05..2027-02-12\"");
    return *recurrence;
}

std::string text_of(const Node& node, const char* key) {
    if (const auto* text = node.as<std::string>()) return *text;
    refuse(node, key, "\"…\"");
}

Date date_of(const Node& node, const char* key) {
    const auto date = read_date(text_of(node, key));
    if (!date) refuse(node, key, "\"2026-12-02\"");
    return *date;
}

Time clock_of(const Node& node, const char* key) {
    const auto time = read_clock(text_of(node, key));
    if (!time) refuse(node, key, "\"19:30\"");
    return *time;
}

int number_of(const Node& node, const char* key, int least, int most) {
    const auto* number = node.as<int64_t>();
    if (number == nullptr || *number < least || *number > most) refuse(node, key, "3");
    return static_cast<int>(*number);
}

bool flag_of(const Node& node, const char* key) {
    const auto* flag = node.as<bool>();
    if (flag == nullptr) refuse(node, key, "true");
    return *flag;
}

/// Hands each member of a table to the row of its key; an unknown one is refused.
template <typename T>
struct KeyRow {
    const char* key;
    void (*take)(T&, const Node&, const char* key);
};
template <typename T, size_t N>
T read_keys(const NodeTable& table, const KeyRow<T> (&rows)[N], bool refuse_others) {
    T value;
    std::vector<std::string> names;
    for (const KeyRow<T>& row : rows) names.emplace_back(row.key);
    for (const Member& member : table) {
        const auto* row = std::ranges::find_if(rows, [&](const KeyRow<T>& each) { return member.key == each.key; });
        if (row != std::end(rows)) {
            row->take(value, member.node, row->key);
        } else if (refuse_others) {
            throw Error(
                message("{}: \"{}\" is not known here. Known are {}.", member.where, member.key, joined(names)));
        }
    }
    return value;
}

constexpr KeyRow<TemplateEntry> kEntryRows[] = {
    {"on", [](TemplateEntry& to, const Node& node, const char* key) { to.on = recurrence_of(node, key); }},
    {"except", [](TemplateEntry& to, const Node& node, const char* key) { to.except = recurrence_of(node, key); }},
    {"valid_from", [](TemplateEntry& to, const Node& node, const char* key) { to.valid_from = date_of(node, key); }},
    {"valid_until", [](TemplateEntry& to, const Node& node, const char* key) { to.valid_until = date_of(node, key); }},
    {"part", [](TemplateEntry& to, const Node& node, const char* key) { to.part = text_of(node, key); }},
    {"special", [](TemplateEntry& to, const Node& node, const char* key) { to.special = text_of(node, key); }},
    {"priority",
     [](TemplateEntry& to, const Node& node, const char* key) { to.priority = number_of(node, key, -100, 100); }},
    {"plays_per_hour",
     [](TemplateEntry& to, const Node& node, const char* key) { to.plays_per_hour = number_of(node, key, 1, 60); }},
};

constexpr KeyRow<DayPart> kPartRows[] = {
    {"name", [](DayPart& to, const Node& node, const char* key) { to.name = text_of(node, key); }},
    {"start", [](DayPart& to, const Node& node, const char* key) { to.start = clock_of(node, key); }},
    {"ends", [](DayPart& to, const Node& node, const char* key) { to.ends = clock_of(node, key); }},
    {"on", [](DayPart& to, const Node& node, const char* key) { to.on = recurrence_of(node, key); }},
    {"special", [](DayPart& to, const Node& node, const char* key) { to.special = text_of(node, key); }},
    {"repeat", [](DayPart& to, const Node& node, const char* key) { to.repeat = flag_of(node, key); }},
};

void take_without(SpecialDay& to, const Node& node, const char* key) {
    const auto* list = node.as<NodeList>();
    if (list == nullptr) refuse(node, key, "[\"music\", \"trailer\"]");
    for (const Node& each : *list) to.without.push_back(text_of(each, key));
}

constexpr KeyRow<SpecialDay> kSpecialRows[] = {
    {"name", [](SpecialDay& to, const Node& node, const char* key) { to.name = text_of(node, key); }},
    {"on", [](SpecialDay& to, const Node& node, const char* key) { to.on = recurrence_of(node, key); }},
    {"replaces", [](SpecialDay& to, const Node& node, const char* key) { to.replaces = flag_of(node, key); }},
    {"without", take_without},
};

bool is_header(std::string_view line) {
    line = trimmed(line);
    if (!line.starts_with('[')) return false;
    const size_t end = line.find(']');
    return end != line.npos && line.substr(0, end).find_first_of("\",' ") == line.npos;
}

bool begins_with_key(std::string_view line, const char* key) {
    line = trimmed(line);
    const std::string_view name = key;
    return line.starts_with(name) && trimmed(line.substr(name.size())).starts_with('=');
}

/// Empties the lines that are no business of a day list; the others keep their places, for complaints.
void keep_list_alone(std::vector<std::string>& lines) {
    bool ours = false, in_item = false, in_value = false;
    for (std::string& line : lines) {
        if (is_header(line)) {
            const std::string_view header = trimmed(line);
            in_item = header.starts_with("[[item]]");
            ours = header.starts_with("[[part]]") || header.starts_with("[[special]]");
            in_value = false;
        } else if (in_item && !in_value) {
            in_value = std::ranges::any_of(kOwnKeys, [&](const char* key) { return begins_with_key(line, key); });
            if (!in_value) continue;
            const size_t value = line.find('=');
            in_value = trimmed(std::string_view(line).substr(value + 1)).starts_with('[') &&
                       line.find(']', value) == std::string::npos;
            line.clear();
            continue;
        }
        if (in_value)
            in_value = line.find(']') == std::string::npos;
        else if (!ours)
            continue;
        line.clear();
    }
}

void check_names(const DayTemplate& order, const NodeTable& table) {
    std::set<std::string> parts, specials;
    for (const DayPart& part : order.parts) parts.insert(part.name);
    for (const SpecialDay& special : order.specials) specials.insert(special.name);
    const auto check = [&](const std::string& name, const std::set<std::string>& known, int line, const char* kind) {
        if (name.empty() || known.contains(name)) return;
        const std::vector<std::string> names(known.begin(), known.end());
        throw Error(message("{}:{}: there is no [[{}]] called \"{}\". Known are: {}.", order.file.string(), line, kind,
                            name, joined(names)));
    };
    for (const auto& [line, entry] : order.entries) {
        check(entry.part, parts, line, "part");
        check(entry.special, specials, line, "special");
        if (entry.plays_per_hour > 0 && entry.part.empty())
            throw Error(message("{}:{}: plays_per_hour needs the part in which it is shown: part = \"…\".",
                                order.file.string(), line));
    }
    for (const Member& member : table)
        if (member.key == "part" && member.node.as<NodeList>() == nullptr)
            throw Error(message("{}: parts are written as [[part]].", member.where));
    for (const DayPart& part : order.parts) {
        if (part.name.empty() || part.ends <= part.start)
            throw Error(
                message("{}: a [[part]] needs a name, a start, and an end after it; \"{}\" has not. Past "
                        "midnight write 24:30.",
                        order.file.string(), part.name));
        check(part.special, specials, 0, "special");
    }
}

}  // namespace

DayTemplate read_template(const fs::path& file) {
    DayTemplate order;
    order.file = fs::absolute(file);
    Problems problems;
    const NodeTable table = read_toml(file, problems);
    if (!problems.empty()) throw Error(problems.front());
    for (const Member& member : table) {
        const auto* list = member.node.as<NodeList>();
        if (list == nullptr) continue;
        for (const Node& node : *list) {
            const auto* keys = node.as<NodeTable>();
            if (keys == nullptr) continue;
            if (member.key == "item") order.entries[line_of(node.where)] = read_keys(*keys, kEntryRows, false);
            if (member.key == "part") order.parts.push_back(read_keys(*keys, kPartRows, true));
            if (member.key == "special") order.specials.push_back(read_keys(*keys, kSpecialRows, true));
        }
    }
    check_names(order, table);
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) order.lines.push_back(line);
    keep_list_alone(order.lines);
    return order;
}

}  // namespace gatecast
