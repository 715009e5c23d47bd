// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/layer.h"

#include <algorithm>

#include "presets/text.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

/// Paths that a preset's own keys name start at its file. Fonts are families where there is no slash.
void root_paths(Node& node, const fs::path& folder, bool only_with_slash) {
    if (auto* text = std::get_if<std::string>(&node.value)) {
        if (text->empty() || (only_with_slash && text->find('/') == std::string::npos)) return;
        *text = (folder / *text).lexically_normal().string();
    } else if (auto* list = std::get_if<NodeList>(&node.value)) {
        for (Node& each : *list) root_paths(each, folder, only_with_slash);
    } else if (auto* table = std::get_if<NodeTable>(&node.value)) {
        for (Member& member : *table) {
            if (member.key == "image") root_paths(member.node, folder, only_with_slash);
        }
    }
}

}  // namespace

NodeTable read_preset(const std::filesystem::path& file, Problems& problems) {
    NodeTable table = read_toml(file, problems);
    for (Member& member : table) {
        if (member.key == "panel" || member.key == "graphic") root_paths(member.node, file.parent_path(), false);
        if (member.key == "fonts") root_paths(member.node, file.parent_path(), true);
    }
    return table;
}

NodeTable table_of(const Setting& setting) {
    const std::string where = setting.first + "=" + setting.second;
    Node node{where, setting.second, true};
    std::string key = setting.first;
    for (size_t dot = key.rfind('.'); dot != std::string::npos; dot = key.rfind('.')) {
        node = Node{where, NodeTable{{key.substr(dot + 1), where, std::move(node)}}};
        key.erase(dot);
    }
    return {{key, where, std::move(node)}};
}

NodeTable graphic_layer(const Setting& setting, const std::vector<std::string>& names, Problems& problems) {
    Member member = std::move(table_of(setting).front());
    auto* table = std::get_if<NodeTable>(&member.node.value);
    if (table == nullptr) {
        problems.push_back(
            message("{}: after the name of a graphic comes a point and an option, such as "
                    "ticker.shown=true.",
                    member.where));
        return {};
    }
    if (std::ranges::find(names, member.key) == names.end()) {
        problems.push_back(names.empty() ? message("{}: there is no graphic at all here. Name a programme, or write a "
                                                   "[[graphic]] in the display.",
                                                   member.where)
                                         : message("{}: there is no graphic {} here. There are: {}.", member.where,
                                                   member.key, joined(names)));
        return {};
    }
    table->insert(table->begin(), {"name", member.where, Node{member.where, member.key}});
    return {{"graphic", member.where, Node{member.where, NodeList{std::move(member.node)}}}};
}

}  // namespace gatecast
