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
    {"blank", N_("NAME=VALUE"), N_("of a notice: what stands in a blank of the phrase; may be repeated")},
    {"seconds", N_("N"), N_("of a notice: how long it is on (60)")},
};
constexpr Synopsis kSynopsis{N_("ctl ORDER [WORD…] --site SITE.toml"),
                             N_("Gives a running site an order: status, skip, hold, resume, standby, back, play FILE, "
                                "notice PHRASE, hide NOTICE, shutdown."),
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

json blanks_of(const Options& options) {
    json blanks = json::object();
    for (const std::string& each : options.all("blank")) {
        const size_t equals = each.find('=');
        if (equals == std::string::npos) throw UsageError(message("--blank {}: write it as NAME=VALUE.", each));
        blanks[each.substr(0, equals)] = each.substr(equals + 1);
    }
    return blanks;
}

json order_of(const Options& options) {
    const std::string& what = options.words()[0];
    const std::string word = options.words().size() > 1 ? options.words()[1] : "";
    if (what == "resume") return {{"order", "hold"}, {"on", false}};
    if (what == "play") return {{"order", what}, {"file", std::filesystem::absolute(word).string()}};
    if (what == "hide") return {{"order", what}, {"id", word}};
    if (what == "notice")
        return {{"order", what},
                {"phrase", word},
                {"blanks", blanks_of(options)},
                {"seconds", options.number("seconds", 60, 1, 86'400)}};
    return {{"order", what}};
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
    const json answer = ask(state_of(*options), order_of(*options));
    console.print_json(answer);
    if (answer.contains("error") || (answer.contains("done") && !answer["done"])) return kFailed;
    return console.exit_code();
}

}  // namespace gatecast
