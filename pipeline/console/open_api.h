// SPDX-License-Identifier: GPL-3.0-or-later
// The API's description, OpenAPI 3, made from the table of orders. Served at /openapi.json.
#pragma once

#include <nlohmann/json.hpp>

namespace gatecast {

[[nodiscard]] nlohmann::json open_api();

}  // namespace gatecast
