// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast ctl: an order to a running site, over its Unix socket.
#include "pipeline/cli/command.h"
#include "pipeline/cli/desk.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr Option kOptions[] = {
    kSiteOption,
    kStateOption,
    {"blank", N_("NAME=VALUE"), N_("of a notice: what stands in a blank of the phrase; may be repeated")},
    {"seconds", N_("N"), N_("of a notice: how long it is on (60)")},
};
constexpr Synopsis kSynopsis{N_("ctl ORDER [WORD…] --site SITE.toml"),
                             N_("Gives a running site an order: status, skip, hold, resume, standby, back, play FILE, "
                                "source NAME, notice PHRASE, hide NOTICE, shutdown."),
                             kOptions, 1, 2};

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
    if (what == "source") return {{"order", what}, {"name", word}};
    if (what == "hide") return {{"order", what}, {"id", word}};
    if (what == "notice")
        return {{"order", what},
                {"phrase", word},
                {"blanks", blanks_of(options)},
                {"seconds", options.number("seconds", 60, 1, 86'400)}};
    return {{"order", what}};
}

}  // namespace

int run_ctl(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const json answer = ask_desk(state_of(*options), order_of(*options));
    console.print_json(answer);
    if (answer.contains("error") || (answer.contains("done") && !answer["done"])) return kFailed;
    return console.exit_code();
}

}  // namespace gatecast
