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
    {"text", N_("LANGUAGE=TEXT"),
     N_("of a notice, in place of a phrase: free text, which waits for a second person; may be repeated")},
    {"every", N_("MINUTES"), N_("of a notice: it is on again after so long")},
    {"for", N_("MINUTES"), N_("of a notice or a mode: after so long it is over")},
    {"off", nullptr, N_("of an output: stop it; without it: start it again")},
    {"priority", N_("N"), N_("of two notices, the higher one is seen")},
    {"full", nullptr, N_("of a notice: on the whole screen")},
    {"seconds", N_("N"), N_("how long a notice (60) or a line of live subtitles (5) is on")},
    {"display", N_("NAME"), N_("of a line of live subtitles: the one display that shows it")},
    {"source", N_("NAME"), N_("of a line of live subtitles: what the approval list knows it by (cue)")},
};
constexpr Synopsis kSynopsis{N_("ctl ORDER [WORD…] --site SITE.toml"),
                             N_("Gives a running site an order: status, skip, hold, resume, standby, back, play FILE, "
                                "source NAME, notice [PHRASE], release NOTICE, hide NOTICE, cue LANGUAGE TEXT, "
                                "mode NAME, mode off, next, outputs, output NAME, reload, shutdown."),
                             kOptions, 1, 3};

/// NAME=VALUE, as often as it is given.
json pairs_of(const Options& options, const char* option) {
    json pairs = json::object();
    for (const std::string& each : options.all(option)) {
        const size_t equals = each.find('=');
        if (equals == std::string::npos) throw UsageError(message("--{} {}: write it as NAME=VALUE.", option, each));
        pairs[each.substr(0, equals)] = each.substr(equals + 1);
    }
    return pairs;
}

json notice_of(const Options& options, const std::string& phrase) {
    json order{
        {"order", "notice"}, {"seconds", options.number("seconds", 60, 1, 86'400)}, {"full", options.has("full")}};
    if (!phrase.empty()) order["phrase"] = phrase;
    if (options.has("blank")) order["blanks"] = pairs_of(options, "blank");
    if (options.has("text")) order["text"] = pairs_of(options, "text");
    if (options.has("every")) order["every_minutes"] = options.number("every", 0, 0, 10'080);
    if (options.has("for")) order["for_minutes"] = options.number("for", 0, 0, 10'080);
    if (options.has("priority")) order["priority"] = options.number("priority", 0, 0, 100);
    return order;
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
    if (what == "mode") {
        json order{{"order", what}, {"name", word}};
        if (options.has("for")) order["minutes"] = options.number("for", 0, 0, 525'600);
        return order;
    }
    if (what == "output") return {{"order", what}, {"name", word}, {"on", !options.has("off")}};
    if (what == "cue") return cue_of(options, word);
    if (what == "hide" || what == "release" || what == "release-cue") return {{"order", what}, {"id", word}};
    if (what == "notice") return notice_of(options, word);
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
