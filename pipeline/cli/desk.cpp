// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/cli/desk.h"

#include <poll.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "pipeline/live/site/site.h"
#include "pipeline/live/site/site_file.h"
#include "pipeline/live/wire.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr int kPatience_ms = 5000;

/// Who sits at this machine: nobody gives orders without a name.
std::string own_name() {
    const passwd* known = getpwuid(getuid());
    return known != nullptr ? known->pw_name : std::to_string(getuid());
}

}  // namespace

std::filesystem::path state_of(const Options& options) {
    if (options.has("state")) return options.one("state");
    if (!options.has("site")) throw UsageError(message("Say which site the order is for: --site SITE.toml."));
    Problems problems;
    const Site site = read_site(options.one("site"), problems);
    if (!problems.empty()) throw Error(problems.front());
    return site.state;
}

json ask_desk(const std::filesystem::path& state, json order) {
    order.emplace("person", own_name());
    const Descriptor desk = connect_to(desk_socket(state), SocketKind::kStream);
    if (!desk) throw Error(message("{}: no site runs there. Start it with gatecast live.", state.string()));
    const std::string line = order.dump() + "\n";
    std::string answer;
    if (send(desk.get(), line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size())) {
        char bytes[4096];
        pollfd waiting{desk.get(), POLLIN, 0};
        while (answer.find('\n') == std::string::npos && poll(&waiting, 1, kPatience_ms) > 0) {
            const ssize_t count = recv(desk.get(), bytes, sizeof bytes, 0);
            if (count <= 0) break;
            answer.append(bytes, static_cast<size_t>(count));
        }
    }
    const json given = json::parse(answer, nullptr, false);
    if (!given.is_object()) throw Error(message("{}: the site does not answer.", state.string()));
    return given;
}

}  // namespace gatecast
