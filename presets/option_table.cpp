// SPDX-License-Identifier: GPL-3.0-or-later
#include "presets/option_table.h"

#include <algorithm>

#include "presets/nearest.h"

namespace gatecast {

const Node* find(const Layers& layers, std::string_view key) {
    for (const NodeTable& layer : layers) {
        if (const Node* node = find(layer, key)) return node;
    }
    return nullptr;
}

std::string where_of(const Layers& layers, const char* key) {
    if (const Node* node = find(layers, key)) return node->where;
    for (const NodeTable& layer : layers) {
        if (!layer.empty()) return layer.front().where;
    }
    return key;
}

void refuse_unknown_keys(const NodeTable& table, std::span<const std::string> keys, const std::string& prefix,
                         Problems& problems) {
    for (const Member& member : table) {
        const std::string key = prefix + member.key;
        if (std::ranges::find(keys, key) != keys.end()) continue;
        const bool opens_group =
            std::ranges::any_of(keys, [&key](const std::string& each) { return each.starts_with(key + "."); });
        const auto* inner = member.node.as<NodeTable>();
        if (opens_group && inner != nullptr) {
            refuse_unknown_keys(*inner, keys, key + ".", problems);
            continue;
        }
        if (opens_group) {
            problems.push_back(
                message("{}: {} is a group of options; write [{}] and its keys below.", member.where, key, key));
            continue;
        }
        const std::string meant = nearest(key, keys);
        if (meant.empty()) {
            problems.push_back(
                message("{}: there is no option {}. \"gatecast presets show\" lists them all.", member.where, key));
        } else {
            problems.push_back(message("{}: there is no option {}. Did you mean {}?", member.where, key, meant));
        }
    }
}

}  // namespace gatecast
