// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of the console, taken out of libsoup's message; and what is answered. Used by the server.
#pragma once

#include <libsoup/soup.h>

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "presets/message.h"

namespace gatecast {

/// "Bearer …", or empty.
[[nodiscard]] std::string token_of(SoupServerMessage* message);
/// Of the other end: "127.0.0.1"; empty on a Unix socket.
[[nodiscard]] std::string address_of(SoupServerMessage* message);

void answer_json(SoupServerMessage* message, unsigned status, const nlohmann::json& body);
void answer_text(SoupServerMessage* message, unsigned status, const char* type, const std::string& body);
void answer_problem(SoupServerMessage* message, unsigned status, const Message& problem);

}  // namespace gatecast
