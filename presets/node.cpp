// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/node.h"

#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <sstream>

namespace gatecast {
namespace {

std::string place(const std::string& file, const toml::source_region& source) {
    return fmt::format("{}:{}:{}", file, source.begin.line, source.begin.column);
}

NodeTable members_of(const toml::table& table, const std::string& file);

Node node_of(const toml::node& source, const std::string& file) {
    Node node;
    node.where = place(file, source.source());
    if (const auto* text = source.as_string()) {
        node.value = text->get();
    } else if (const auto* flag = source.as_boolean()) {
        node.value = flag->get();
    } else if (const auto* whole = source.as_integer()) {
        node.value = whole->get();
    } else if (const auto* number = source.as_floating_point()) {
        node.value = number->get();
    } else if (const auto* list = source.as_array()) {
        NodeList items;
        for (const toml::node& item : *list) items.push_back(node_of(item, file));
        node.value = std::move(items);
    } else if (const auto* table = source.as_table()) {
        node.value = members_of(*table, file);
    } else {  // a date, a time or both: as they are written
        std::ostringstream text;
        if (const auto* date = source.as_date()) text << date->get();
        if (const auto* time = source.as_time()) text << time->get();
        if (const auto* both = source.as_date_time()) text << both->get();
        node.value = text.str();
    }
    return node;
}

NodeTable members_of(const toml::table& table, const std::string& file) {
    NodeTable members;
    for (const auto& [key, value] : table) {
        members.push_back({std::string(key.str()), place(file, key.source()), node_of(value, file)});
    }
    return members;
}

std::string written_list(const NodeList& list) {
    std::string text = "[";
    for (size_t i = 0; i < list.size(); ++i) text += (i > 0 ? ", " : "") + written(list[i]);
    return text + "]";
}

}  // namespace

NodeTable read_toml(const std::filesystem::path& file, Problems& problems) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream && !stream.eof()) {
        problems.push_back(
            message("{}: the file cannot be read. Check that it exists and may be read.", file.string()));
        return {};
    }
    return parse_toml(text, file.string(), problems);
}

NodeTable parse_toml(std::string_view text, const std::string& name, Problems& problems) {
    try {
        return members_of(toml::parse(text), name);
    } catch (const toml::parse_error& error) {
        problems.push_back(message("{}: this is not TOML: {}.", place(name, error.source()), error.description()));
        return {};
    }
}

const Node* find(const NodeTable& table, std::string_view dotted_key) {
    const size_t dot = dotted_key.find('.');
    for (const Member& member : table) {
        if (member.key != dotted_key.substr(0, dot)) continue;
        if (dot == std::string_view::npos) return &member.node;
        const auto* inner = member.node.as<NodeTable>();
        return inner != nullptr ? find(*inner, dotted_key.substr(dot + 1)) : nullptr;
    }
    return nullptr;
}

std::string written(const Node& node) {
    if (const auto* text = node.as<std::string>()) return '"' + *text + '"';
    if (const auto* flag = node.as<bool>()) return *flag ? "true" : "false";
    if (const auto* whole = node.as<int64_t>()) return fmt::format("{}", *whole);
    if (const auto* number = node.as<double>()) return fmt::format("{}", *number);
    if (const auto* list = node.as<NodeList>()) return written_list(*list);
    return "{…}";
}

}  // namespace gatecast
