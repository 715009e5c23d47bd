// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/request.h"

#include <gio/gio.h>

#include <nlohmann/json.hpp>

namespace gatecast {

std::string token_of(SoupServerMessage* message) {
    constexpr std::string_view kScheme = "Bearer ";
    const char* header =
        soup_message_headers_get_one(soup_server_message_get_request_headers(message), "Authorization");
    const std::string_view text = header != nullptr ? header : "";
    return text.starts_with(kScheme) ? std::string(text.substr(kScheme.size())) : std::string();
}

std::string address_of(SoupServerMessage* message) {
    GSocketAddress* address = soup_server_message_get_remote_address(message);
    if (address == nullptr || !G_IS_INET_SOCKET_ADDRESS(address)) return {};
    char* text = g_inet_address_to_string(g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(address)));
    std::string result = text;
    g_free(text);
    return result;
}

void answer_text(SoupServerMessage* message, unsigned status, const char* type, const std::string& body) {
    SoupMessageHeaders* headers = soup_server_message_get_response_headers(message);
    soup_message_headers_replace(headers, "Cache-Control", "no-store");
    soup_message_headers_replace(headers, "X-Content-Type-Options", "nosniff");
    soup_server_message_set_status(message, status, nullptr);
    soup_server_message_set_response(message, type, SOUP_MEMORY_COPY, body.data(), body.size());
}

void answer_json(SoupServerMessage* message, unsigned status, const nlohmann::json& body) {
    answer_text(message, status, "application/json",
                body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void answer_problem(SoupServerMessage* message, unsigned status, const Message& problem) {
    answer_json(message, status, {{"error", in_english(problem)}});
}

}  // namespace gatecast
