// SPDX-License-Identifier: GPL-3.0-or-later
// The table of options: one row a key, which says what is allowed, helps, sets and shows. Reader, command line,
// `presets show` and complaints all come from it. Used by *_options.cpp, once for each kind of preset.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "presets/node.h"
#include "presets/value.h"

namespace gatecast {

/// One option of a preset as it stands, for people who want to see or write one.
struct ShownOption {
    std::string key;
    std::string value;     // in TOML
    std::string standard;  // what it is when nothing is said
    Message allowed;
    const char* help;   // N_()
    std::string where;  // where it was set; empty: nowhere
};

template <typename T>
struct OptionRow {
    const char* key;
    Rule rule;
    const char* help;  // N_()
    void (*set)(T&, const Value&) = nullptr;
    Value (*get)(const T&) = nullptr;
    void (*set_items)(T&, const NodeList&, const Bounds&, Problems&) = nullptr;  // of Kind::kItems, in place of set
    std::string (*show_items)(const T&) = nullptr;                               // and of get
};

/// The parts of a preset, most particular first: settings of the command line, its own file, what it extends.
using Layers = std::vector<NodeTable>;

template <typename Member>
struct MemberOf;
template <typename Owner, typename Part>
struct MemberOf<Part Owner::*> {
    using Whole = Owner;
};

/// The part that a path of members leads to: part_of<&Display::cabinets, &Cabinets::columns>(display).
template <auto First, auto... Rest, typename Whole>
constexpr auto& part_of(Whole& whole) {
    if constexpr (sizeof...(Rest) == 0) {
        return whole.*First;
    } else {
        return part_of<Rest...>(whole.*First);
    }
}

template <typename Part>
void take(const Value& value, Part& part) {
    if constexpr (requires { part.has_value(); }) {
        take(value, part.emplace());
    } else if constexpr (std::is_enum_v<Part> || (std::is_integral_v<Part> && !std::is_same_v<Part, bool>)) {
        part = static_cast<Part>(std::get<int64_t>(value));
    } else {
        part = std::get<Part>(value);
    }
}

/// Nothing where an optional part is not set.
template <typename Part>
Value value_of(const Part& part) {
    if constexpr (requires { part.has_value(); }) {
        return part ? value_of(*part) : Value{};
    } else if constexpr (std::is_enum_v<Part> || (std::is_integral_v<Part> && !std::is_same_v<Part, bool>)) {
        return static_cast<int64_t>(part);
    } else {
        return part;
    }
}

/// A row of the field that the path leads to: row<&Display::pitch_mm>("pitch_mm", …).
template <auto First, auto... Rest>
constexpr auto row(const char* key, Rule rule, const char* help) {
    using Whole = typename MemberOf<decltype(First)>::Whole;
    return OptionRow<Whole>{key, rule, help,
                            [](Whole& whole, const Value& value) { take(value, part_of<First, Rest...>(whole)); },
                            [](const Whole& whole) { return value_of(part_of<First, Rest...>(whole)); }};
}

/// Where a complaint about `key` belongs: at the key if it is written, else at the first line of the preset.
[[nodiscard]] std::string where_of(const Layers& layers, const char* key);

/// Complains of every key of `table` that no option has, with the nearest one that some option has.
void refuse_unknown_keys(const NodeTable& table, std::span<const std::string> keys, const std::string& prefix,
                         Problems& problems);

template <typename T>
std::vector<std::string> keys_of(std::span<const OptionRow<T>> rows) {
    std::vector<std::string> keys;
    for (const OptionRow<T>& each : rows) keys.emplace_back(each.key);
    return keys;
}

[[nodiscard]] const Node* find(const Layers& layers, std::string_view key);

/// Sets everything in `target` that the layers speak of, in the order of the rows; `bounds` is asked anew for each,
/// since areas depend on a canvas that stands in a row before them.
template <typename T, typename BoundsOf>
void apply(std::span<const OptionRow<T>> rows, const Layers& layers, T& target, const BoundsOf& bounds,
           Problems& problems) {
    const std::vector<std::string> keys = keys_of(rows);
    for (const NodeTable& layer : layers) refuse_unknown_keys(layer, keys, "", problems);
    for (const OptionRow<T>& each : rows) {
        const Node* node = find(layers, each.key);
        if (node == nullptr) continue;
        if (each.set_items != nullptr && node->as<NodeList>() != nullptr) {
            each.set_items(target, *node->as<NodeList>(), bounds(target), problems);
        } else if (const auto value = read_value(*node, each.key, each.rule, bounds(target), problems)) {
            if (each.set != nullptr) each.set(target, *value);
        }
    }
}

/// The tables of a list, each by the rows of an item.
template <typename Item>
std::vector<Item> read_items(std::span<const OptionRow<Item>> rows, const NodeList& list, const Item& standard,
                             const Bounds& bounds, Problems& problems) {
    std::vector<Item> items;
    for (const Node& node : list) {
        const auto* table = node.as<NodeTable>();
        if (table == nullptr) {
            problems.push_back(message("{}: {} stands where a table is needed.", node.where, written(node)));
            continue;
        }
        Item item = standard;
        apply(
            rows, Layers{*table}, item, [&bounds](const Item&) { return bounds; }, problems);
        items.push_back(std::move(item));
    }
    return items;
}

/// "{ name = "picture", area = [0, 0, 1440, 720] }", one after the other: of each the first `always` rows, and of the
/// others what is not as usual.
template <typename Item>
std::string written_items(std::span<const OptionRow<Item>> rows, std::span<const Item> items, size_t always) {
    const Item usual{};
    std::string text;
    for (const Item& item : items) {
        std::string inner;
        for (size_t i = 0; i < rows.size(); ++i) {
            const std::string value = written(rows[i].get(item), rows[i].rule);
            if (i >= always && value == written(rows[i].get(usual), rows[i].rule)) continue;
            inner += (inner.empty() ? "" : ", ") + std::string(rows[i].key) + " = " + value;
        }
        text += (text.empty() ? "{ " : ", { ") + inner + " }";
    }
    return "[" + text + "]";
}

/// The keys of the tables of a list, for people who write one: they have no value of their own.
template <typename Item>
void show_item_keys(const std::string& list, std::span<const OptionRow<Item>> rows, std::vector<ShownOption>& shown) {
    const Item usual{};
    for (const OptionRow<Item>& each : rows) {
        shown.push_back(
            {list + "." + each.key, "", written(each.get(usual), each.rule), allowed(each.rule), each.help, ""});
    }
}

template <typename T>
std::vector<ShownOption> show(std::span<const OptionRow<T>> rows, const Layers& layers, const T& target) {
    const T standard{};
    std::vector<ShownOption> shown;
    for (const OptionRow<T>& each : rows) {
        if (each.get == nullptr && each.show_items == nullptr) continue;
        const auto text = [&each](const T& of) {
            return each.get != nullptr ? written(each.get(of), each.rule) : each.show_items(of);
        };
        const Node* node = find(layers, each.key);
        shown.push_back({each.key, text(target), text(standard), allowed(each.rule), each.help,
                         node != nullptr ? node->where : ""});
    }
    return shown;
}

}  // namespace gatecast
