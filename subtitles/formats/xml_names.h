// SPDX-License-Identifier: GPL-3.0-or-later
// XML names without their prefixes: documents bind namespaces to whatever letters they like. Used by the TTML reader.
#pragma once

#include <pugixml.hpp>
#include <string_view>

namespace gatecast {

[[nodiscard]] inline std::string_view local_name(std::string_view name) {
    const size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

[[nodiscard]] inline bool is_element(const pugi::xml_node& node, std::string_view name) {
    return node.type() == pugi::node_element && local_name(node.name()) == name;
}

/// The attribute's value; null: not there.
[[nodiscard]] inline const char* attribute_of(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        if (local_name(attribute.name()) == name) return attribute.value();
    }
    return nullptr;
}

}  // namespace gatecast
