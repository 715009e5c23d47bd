// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the site's desk, without waiting: one order, one answer, on the main loop's thread. Used by the server.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

namespace gatecast {

/// What came of an order. `reached` false: no site answers there (it is down, or stuck).
struct DeskAnswer {
    bool reached = false;
    nlohmann::json body;
};
using HearAnswer = std::function<void(const DeskAnswer& answer)>;

/// `hear` is called exactly once, later, within the desk's time limit.
void ask_desk(const std::filesystem::path& socket, const nlohmann::json& order, HearAnswer hear);

}  // namespace gatecast
