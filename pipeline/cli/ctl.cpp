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
    {"seconds", N_("N"), N_("how long a notice (60) or a line of live subtitles (5) is on")},
    {"display", N_("NAME"), N_("of a line of live subtitles: the one display that shows it")},
    {"source", N_("NAME"), N_("of a line of live subtitles: what the approval list knows it by (cue)")},
};
constexpr Synopsis kSynopsis{N_("ctl ORDER [WORD…] --site SITE.toml"),
                             N_("Gives a running site an order: status, skip, hold, resume, standby, back, play FILE, "
                                "source NAME, notice PHRASE, hide NOTICE, cue LANGUAGE TEXT, shutdown."),
                             kOptions, 1, 3};

json blanks_of(const Options& options) {
    json blanks = json::object();
    for (const std::string& each : options.all("blank")) {
        const size_t equals = each.find('=');
        if (equals == std::string::npos) throw UsageError(message("--blank {}: write it as NAME=VALUE.", each));
        blanks[each.substr(0, equals)] = each.substr(equals + 1);
    }
    return blanks;
}

json cue_of(const Options& options, const std::string& language) {
    if (options.words().size() < 3)
        throw UsageError(message("ctl cue: write the language and the text: cue vi \"…\"."));
    json order{{"order", "cue"},
               {"language", language},
               {"text", options.words()[2]},
               {"seconds", options.number("seconds", 5, 1, 60)}};
    for (const char* name : {"display", "source"})
        if (options.has(name)) order[name] = options.one(name);
    return order;
}

json order_of(const Options& options) {
    const std::string& what = options.words()[0];
    const std::string word = options.words().size() > 1 ? options.words()[1] : "";
    if (what == "resume") return {{"order", "hold"}, {"on", false}};
    if (what == "play") return {{"order", what}, {"file", std::filesystem::absolute(word).string()}};
    if (what == "source") return {{"order", what}, {"name", word}};
    if (what == "cue") return cue_of(options, word);
    if (what == "hide" || what == "release-cue") return {{"order", what}, {"id", word}};
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
