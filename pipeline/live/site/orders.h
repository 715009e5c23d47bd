// SPDX-License-Identifier: GPL-3.0-or-later
// ONE table of what a running site can be told: name, who may say it, what goes with it. The site's desk obeys by it,
// `gatecast ctl` and the HTTP API are made from it, and so is the API's description.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "presets/message.h"

namespace gatecast {

/// What a person may do; each includes the ones before.
enum class Role : uint8_t { kView, kOperate, kRelease, kAdmin };
[[nodiscard]] const char* name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

enum class FieldType : uint8_t { kText, kNumber, kSwitch, kTexts };  // kTexts: an object of texts by name

struct OrderField {
    const char* name;
    FieldType type;
    bool required;
    const char* help;  // N_()
};

struct Order {
    const char* name;
    Role role;
    bool asks;  // changes nothing: GET
    std::span<const OrderField> fields;
    const char* help;  // N_()
};

[[nodiscard]] std::span<const Order> orders();
[[nodiscard]] const Order* order_named(std::string_view name);

/// What is wrong with an order as it came in: unknown, a field missing, unknown or of another type. Nothing: it can be
/// obeyed.
[[nodiscard]] std::optional<Message> complaint_about(const nlohmann::json& order);

}  // namespace gatecast
