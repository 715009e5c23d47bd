// SPDX-License-Identifier: GPL-3.0-or-later
// The table of options: one row a key, which says what is allowed, helps, sets and shows. Reader, command line,
// `presets show` and complaints all come from it. Used by *_options.cpp, once for each kind of preset.
#pragma once

#include <span>
#include <string>
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

/// A row whose field is reached by `Field`, [](auto& display) -> auto& { return display.pitch_mm; }.
template <typename T, auto Field>
constexpr OptionRow<T> row(const char* key, Rule rule, const char* help) {
    using Type = std::remove_cvref_t<decltype(Field(std::declval<T&>()))>;
    const auto set = [](T& target, const Value& value) {
        if constexpr (std::is_enum_v<Type> || (std::is_integral_v<Type> && !std::is_same_v<Type, bool>)) {
            Field(target) = static_cast<Type>(std::get<int64_t>(value));
        } else {
            Field(target) = std::get<Type>(value);
        }
    };
    const auto get = [](const T& target) -> Value {
        if constexpr (std::is_enum_v<Type> || (std::is_integral_v<Type> && !std::is_same_v<Type, bool>)) {
            return static_cast<int64_t>(Field(target));
        } else {
            return Field(target);
        }
    };
    return {key, rule, help, set, get};
}

/// Complains of every key of `table` that no option has, with the nearest one that some option has.
void refuse_unknown_keys(const NodeTable& table, std::span<const std::string> keys, const std::string& prefix,
                         Problems& problems);

template <typename T>
std::vector<std::string> keys_of(std::span<const OptionRow<T>> rows) {
    std::vector<std::string> keys;
    for (const OptionRow<T>& each : rows) keys.emplace_back(each.key);
    return keys;
}

[[nodiscard]] inline const Node* find(const Layers& layers, std::string_view key) {
    for (const NodeTable& layer : layers) {
        if (const Node* node = find(layer, key)) return node;
    }
    return nullptr;
}

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

/// "{ name = "picture", area = [0, 0, 1440, 720] }", one after the other.
template <typename Item>
std::string written_items(std::span<const OptionRow<Item>> rows, std::span<const Item> items) {
    std::string text;
    for (const Item& item : items) {
        std::string inner;
        for (const OptionRow<Item>& each : rows) {
            inner += (inner.empty() ? "" : ", ") + std::string(each.key) + " = " + written(each.get(item), each.rule);
        }
        text += (text.empty() ? "{ " : ", { ") + inner + " }";
    }
    return "[" + text + "]";
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
