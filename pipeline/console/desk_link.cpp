// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/desk_link.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>

#include <memory>
#include <string>

namespace gatecast {

namespace {

constexpr guint kPatience_s = 3;

/// One question on its way; it is its own owner until it is answered.
struct Question {
    std::string line;
    HearAnswer hear;
    GSocketConnection* connection = nullptr;
    GDataInputStream* input = nullptr;

    ~Question() {
        g_clear_object(&input);
        g_clear_object(&connection);
    }
};

void end(Question* question, const DeskAnswer& answer) {
    const std::unique_ptr<Question> owner(question);
    try {
        owner->hear(answer);
    } catch (const std::exception& error) {  // GLib's frames stand above us
        g_warning("an answer of the site was not understood: %s", error.what());
    }
}

void on_line(GObject* stream, GAsyncResult* result, gpointer data) {
    gsize length = 0;
    char* line = g_data_input_stream_read_line_finish(G_DATA_INPUT_STREAM(stream), result, &length, nullptr);
    DeskAnswer answer;
    if (line != nullptr) {
        answer.body = nlohmann::json::parse(line, line + length, nullptr, false);
        answer.reached = answer.body.is_object();
        g_free(line);
    }
    end(static_cast<Question*>(data), answer);
}

void on_written(GObject* stream, GAsyncResult* result, gpointer data) {
    auto* question = static_cast<Question*>(data);
    if (!g_output_stream_write_all_finish(G_OUTPUT_STREAM(stream), result, nullptr, nullptr)) return end(question, {});
    question->input = g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(question->connection)));
    g_data_input_stream_read_line_async(question->input, G_PRIORITY_DEFAULT, nullptr, on_line, question);
}

void on_connected(GObject* client, GAsyncResult* result, gpointer data) {
    auto* question = static_cast<Question*>(data);
    question->connection = g_socket_client_connect_finish(G_SOCKET_CLIENT(client), result, nullptr);
    if (question->connection == nullptr) return end(question, {});
    GOutputStream* output = g_io_stream_get_output_stream(G_IO_STREAM(question->connection));
    g_output_stream_write_all_async(output, question->line.data(), question->line.size(), G_PRIORITY_DEFAULT, nullptr,
                                    on_written, question);
}

}  // namespace

void ask_desk(const std::filesystem::path& socket, const nlohmann::json& order, HearAnswer hear) {
    GSocketClient* client = g_socket_client_new();
    g_socket_client_set_timeout(client, kPatience_s);
    GSocketAddress* address = g_unix_socket_address_new(socket.c_str());
    auto question = std::make_unique<Question>();
    question->line = order.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    question->hear = std::move(hear);
    g_socket_client_connect_async(client, G_SOCKET_CONNECTABLE(address), nullptr, on_connected, question.release());
    g_object_unref(address);
    g_object_unref(client);
}

}  // namespace gatecast
