// SPDX-License-Identifier: GPL-3.0-or-later
// A preset file as a tree of values that remember where they stand, so that every complaint can say so.
// Made by read_toml() or from a setting of the command line; read by the table of options.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "presets/message.h"

namespace gatecast {

struct Member;

struct Node {
    std::string where;  // "led-p4.toml:12:5", or the setting as it was given
    std::variant<std::string, bool, int64_t, double, std::vector<Node>, std::vector<Member>> value;
    bool typed_by_hand = false;  // from the command line: text that stands for any type

    template <typename T>
    [[nodiscard]] const T* as() const {
        return std::get_if<T>(&value);
    }
};

struct Member {
    std::string key;
    std::string where;  // of the key itself
    Node node;
};

using NodeTable = std::vector<Member>;
using NodeList = std::vector<Node>;

/// What is wrong with a preset, in the order found; each message begins with where.
using Problems = std::vector<Message>;

/// Reads a TOML file; a byte order mark and Windows line ends do no harm. Problems: that it cannot be read or isn't
/// TOML.
[[nodiscard]] NodeTable read_toml(const std::filesystem::path& file, Problems& problems);

/// The same of a text; `name` stands for the file in complaints.
[[nodiscard]] NodeTable parse_toml(std::string_view text, const std::string& name, Problems& problems);

/// The node at "video.bitrate", or null.
[[nodiscard]] const Node* find(const NodeTable& table, std::string_view dotted_key);

/// The value as it would be written in TOML, for complaints.
[[nodiscard]] std::string written(const Node& node);

}  // namespace gatecast
