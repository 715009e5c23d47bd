// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast ctl: an order to a running site, over its Unix socket.
#include <poll.h>
#include <sys/socket.h>

#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/live/site.h"
#include "pipeline/live/wire.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr Option kOptions[] = {
    {"site", N_("SITE.toml"), N_("the site that the order is for")},
    {"state", N_("DIR"), N_("its folder, in place of its file")},
};
constexpr Synopsis kSynopsis{N_("ctl ORDER [WORD…] --site SITE.toml"),
                             N_("Gives a running site an order: status, skip, hold, resume, standby, back, play FILE, "
                                "shutdown."),
                             kOptions, 1, 2};

constexpr int kPatience_ms = 5000;

std::filesystem::path state_of(const Options& options) {
    if (options.has("state")) return options.one("state");
    if (!options.has("site")) throw UsageError(message("Say which site the order is for: --site SITE.toml."));
    Problems problems;
    const Site site = read_site(options.one("site"), problems);
    if (!problems.empty()) throw Error(problems.front());
    return site.state;
}

json order_of(const std::vector<std::string>& words) {
    json order{{"order", words[0]}};
    if (words[0] == "resume") order = {{"order", "hold"}, {"on", false}};
    if (words.size() > 1) order["file"] = std::filesystem::absolute(words[1]).string();
    return order;
}

json ask(const std::filesystem::path& state, const json& order) {
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

}  // namespace

int run_ctl(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const json answer = ask(state_of(*options), order_of(options->words()));
    console.print_json(answer);
    if (answer.contains("error") || (answer.contains("done") && !answer["done"])) return kFailed;
    return console.exit_code();
}

}  // namespace gatecast
