// SPDX-License-Identifier: GPL-3.0-or-later
// The control API of a site over HTTP: orders as JSON, the state pushed as server-sent events, health and metrics. By
// default on a Unix socket, whose owner may do everything; over TCP each person has a token and a role. It holds
// nothing of the site: the desk's socket is all it knows. One thread, GLib's main loop. `gatecast console` runs it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "presets/message.h"

namespace gatecast {

struct ConsoleSettings {
    std::filesystem::path desk;              // the site's socket
    std::filesystem::path socket;            // where this listens; empty: not on a Unix socket
    std::string listen;                      // "127.0.0.1:8080", "[::]:443"; empty: not on TCP
    std::filesystem::path people;            // asked on TCP
    std::filesystem::path certificate, key;  // PEM; both: TLS
};

struct ConsoleTools {
    std::function<void(const Message& remark)> say;
    std::function<void(int port)> listening;  // on TCP, once
    bool (*stop)() = nullptr;
};

/// Until `stop` says so. Throws Error where it cannot listen.
void run_console(const ConsoleSettings& settings, const ConsoleTools& tools);

}  // namespace gatecast
