// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast console: the control API of a running site over HTTP; gatecast people: who may use it.
#include <nlohmann/json.hpp>

#include "pipeline/cli/command.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/stop.h"
#include "pipeline/console/people.h"
#include "pipeline/console/server.h"

namespace gatecast {

namespace {

namespace fs = std::filesystem;

constexpr Option kPeopleOption{"people", N_("FILE"), N_("who may do what (people.tsv)")};
constexpr Option kConsoleOptions[] = {
    {"socket", N_("FILE"), N_("listen on this Unix socket, for the machine's own operator")},
    {"listen", N_("ADDRESS:PORT"), N_("listen here, like 127.0.0.1:8080; each person needs a token")},
    kPeopleOption,
    {"certificate", N_("FILE"), N_("PEM, with --key: speak TLS")},
    {"key", N_("FILE"), N_("PEM, of the certificate")},
};
constexpr Synopsis kConsoleSynopsis{
    N_("console DESK_SOCKET --socket FILE | --listen ADDRESS:PORT"),
    N_("Gives a running site's orders and state over HTTP: /v1/…, /v1/events, /metrics, "
       "/healthz, /readyz; /openapi.json describes them."),
    kConsoleOptions, 1, 1};

constexpr Option kPeopleOptions[] = {
    {"role", N_("ROLE"), N_("with add: view, operate, release or admin (operate)")},
    kPeopleOption,
};
constexpr Synopsis kPeopleSynopsis{
    N_("people list|add|remove [NAME]"),
    N_("Says who may give orders to a site over the network. A token is shown once, when it is made, and kept "
       "nowhere."),
    kPeopleOptions, 1, 2};

fs::path people_file(const Options& options) {
    return options.one("people", "people.tsv");
}

void list_people(const Options& options, Console& console) {
    nlohmann::json rows = nlohmann::json::array();
    const People people(people_file(options));
    for (const Person& each : people.all()) {
        rows.push_back({{"name", each.name}, {"role", name_of(each.role)}});
        if (!console.json()) console.print(each.name + "\t" + name_of(each.role));
    }
    if (console.json()) console.print_json(rows);
}

void add_person(const Options& options, const std::string& name, Console& console) {
    const auto role = role_named(options.one("role", "operate"));
    if (!role)
        throw UsageError(message("--role {}: unknown. Allowed: view, operate, release, admin.", options.one("role")));
    const std::string token = People::add(people_file(options), name, *role);
    if (console.json()) console.print_json({{"name", name}, {"role", name_of(*role)}, {"token", token}});
    console.say(message("{} may {}. The token, shown this once: {}", name, name_of(*role), token));
}

}  // namespace

int run_console_command(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kConsoleSynopsis, arguments, console);
    if (!options) return kDone;
    ConsoleSettings settings;
    settings.desk = options->words().front();
    settings.socket = options->one("socket");
    settings.listen = options->one("listen");
    settings.people = people_file(*options);
    settings.certificate = options->one("certificate");
    settings.key = options->one("key");
    if (settings.socket.empty() && settings.listen.empty())
        throw UsageError(message("Say where to listen: --socket FILE or --listen ADDRESS:PORT."));
    if (settings.certificate.empty() != settings.key.empty())
        throw UsageError(message("--certificate and --key go together."));
    hear_stop_signals();
    ConsoleTools tools;
    tools.say = [&](const Message& remark) { console.warn(remark); };
    tools.listening = [&](int port) { console.note(message("Listening on port {}.", port)); };
    tools.stop = stop_asked;
    run_console(settings, tools);
    return kDone;
}

int run_people(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kPeopleSynopsis, arguments, console);
    if (!options) return kDone;
    const std::string& verb = options->words().front();
    const std::string name = options->words().size() > 1 ? options->words()[1] : "";
    if (verb == "list") {
        list_people(*options, console);
    } else if (name.empty()) {
        throw UsageError(message("people {}: say whom.", verb));
    } else if (verb == "add") {
        add_person(*options, name, console);
    } else if (verb == "remove") {
        if (!People::remove(people_file(*options), name))
            throw Error(message("There is no {} among the people.", name));
        console.say(message("{} may no longer give orders.", name));
    } else {
        throw UsageError(message("people {}: unknown. Allowed: list, add, remove.", verb));
    }
    return console.exit_code();
}

}  // namespace gatecast
