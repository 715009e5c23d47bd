// SPDX-License-Identifier: GPL-3.0-or-later
// The program: finds the language and the command, runs it, and turns what it throws into a sentence and an exit code.
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>

#include "pipeline/cli/command.h"
#include "pipeline/cli/console.h"
#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/media/baseline.h"
#include "presets/machine_error.h"
#include "presets/machine_exit.h"
#include "presets/nearest.h"

namespace gatecast {
namespace {

constexpr Command kCommands[] = {
    {"render", N_("make the files for screens and for television"), run_render},
    {"preview", N_("show as a picture what a render will show"), run_preview},
    {"probe", N_("say what clips really are"), run_probe},
    {"presets", N_("list displays, encodes and deliveries, or show one"), run_presets},
    {"displays", N_("design a display preset for a screen, or draw its test card"), run_displays},
    {"subs", N_("a translator's desk for subtitles: convert, retime, merge, split, fill, …"), run_subs},
    {"day", N_("tomorrow's list: from a spreadsheet or a template, its timetable, small changes"), run_day},
    {"nightly", N_("render tomorrow's list unattended, as settings say"), run_nightly},
    {"rush", N_("render one urgent item of a day before everything else"), run_rush},
    {"check", N_("check files before they are used"), run_check},
    {"approve", N_("release files or a live source for the screens"), run_approve},
    {"withdraw", N_("take back a release: off every screen"), run_withdraw},
    {"approvals", N_("show what is approved, and which files changed since"), run_approvals},
    {"catalogue", N_("find what was produced, and give it to others"), run_catalogue},
    {"asrun", N_("the record of what really went out: check, show, export, import"), run_asrun},
    {"watch", N_("render what people drop into a shared folder"), run_watch},
    {"sync", N_("bring finished days to a gate box over a bad line"), run_sync},
    {"bench", N_("measure how many displays this machine carries"), run_bench},
    {"live", N_("run the displays of a gate, day and night"), run_live},
    {"status", N_("how a running gate fares, redrawn each second"), run_status},
    {"ctl", N_("give a running gate an order"), run_ctl},
    {"cache", N_("say how much finished work is kept, or remove it"), run_cache},
    {"item", nullptr, run_item},
    {"console", N_("give a running site's orders and state over HTTP"), run_console_command},
    {"people", N_("say who may give orders to a site over the network"), run_people},
    {"deck", nullptr, run_deck_command},
    {"mixer", nullptr, run_mixer_command},
    {"text", nullptr, run_text_command},
    {"output", nullptr, run_output_command},
    {"lane", nullptr, run_lane_command},
    {"check-system", N_("check that this machine has what is needed"), run_check_system},
};

using Strings = std::vector<std::string>;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// --language may stand anywhere and is needed before anything is said; a missing value is the command's to refuse.
std::string language_option(const Strings& arguments) {
    std::string language;
    for (size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].starts_with("--language=")) language = arguments[i].substr(11);
        if (arguments[i] == "--language" && i + 1 < arguments.size()) language = arguments[i + 1];
    }
    return language;
}

std::string system_locale() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (std::string value = environment(name); !value.empty()) return value;
    }
    return {};
}

void print_overview(Console& console) {
    console.say(
        message("Gatecast {}: makes the files for the screens of a border gate and for television.", GATECAST_VERSION));
    console.print("");
    console.say(message("gatecast COMMAND …, where COMMAND is:"));
    for (const Command& command : kCommands) {
        if (command.help != nullptr) console.print(fmt::format("  {:<14}{}", command.name, console.text(command.help)));
    }
    console.print("");
    console.say(message("gatecast COMMAND --help tells more. --language vi or --language en sets the language."));
    console.say(message("Exit codes: 0 done, 1 failed, 2 wrong command line, 3 done with warnings."));
}

[[noreturn]] void refuse_command(const std::string& name) {
    Strings names;
    for (const Command& command : kCommands) names.emplace_back(command.name);
    const std::string meant = nearest(name, names);
    if (meant.empty()) throw UsageError(message("There is no command {}.", name));
    throw UsageError(message("There is no command {}. Did you mean {}?", name, meant));
}

/// The command line without the language where it stands before the command.
Strings from_command_on(Strings arguments) {
    while (!arguments.empty() && arguments.front().starts_with("--language")) {
        const bool two_words = arguments.front() == "--language" && arguments.size() > 1;
        arguments.erase(arguments.begin(), arguments.begin() + (two_words ? 2 : 1));
    }
    return arguments;
}

int run(const Strings& given, Console& console) {
    Strings arguments = from_command_on(given);
    if (arguments.empty()) {
        print_overview(console);
        return kUsage;
    }
    std::string name = arguments.front();
    arguments.erase(arguments.begin());
    if (name == "help" && !arguments.empty() && !arguments.front().starts_with("-")) {
        name = arguments.front();
        arguments = {"--help"};
    }
    if (name == "help" || name == "--help" || name == "-h") {
        print_overview(console);
        return kDone;
    }
    if (name == "--version") {
        console.print(std::string("gatecast ") + GATECAST_VERSION);
        return kDone;
    }
    for (const Command& command : kCommands) {
        if (name == command.name) return command.run(arguments, console);
    }
    refuse_command(name);
}

int run_guarded(const Strings& arguments, Console& console) {
    try {
        return run(arguments, console);
    } catch (const UsageError& error) {
        console.fail(error.message());
        console.note(message("gatecast help shows the commands, gatecast COMMAND --help the options of one."));
        return kUsage;
    } catch (const MachineError& error) {
        console.fail(error.message());
        return kMachineFailed;
    } catch (const Error& error) {
        console.fail(error.message());
    } catch (const std::filesystem::filesystem_error& error) {
        console.fail(message("{}: {}. Check the disk, its rights and its free space.", error.path1().string(),
                             error.code().message()));
        if (is_of_machine(error.code().value())) return kMachineFailed;
    } catch (const std::bad_alloc&) {
        console.fail(message("There is not enough memory. Give fewer --jobs, or close other programs."));
    } catch (const std::exception& error) {
        console.fail(
            message("Something unforeseen went wrong: {}. Please report it with the command you gave.", error.what()));
    }
    return kFailed;
}

}  // namespace
}  // namespace gatecast

int main(int count, char** words) {
    using namespace gatecast;
    force_cpu_baseline();
    const Strings arguments(words + 1, words + count);
    const bool terminal = isatty(STDERR_FILENO) == 1;
    std::string language = "vi";
    try {
        language = choose_language({language_option(arguments), environment("GATECAST_LANGUAGE"), system_locale()});
    } catch (const Error& error) {
        Console console(std::cout, std::cerr, open_catalogue("vi", locale_directories()), terminal);
        console.fail(error.message());
        return kUsage;
    }
    Console console(std::cout, std::cerr, open_catalogue(language, locale_directories()), terminal);
    const int code = run_guarded(arguments, console);
    // People know four codes; who runs commands unattended asks to be told the machine's faults from the file's.
    return code == kMachineFailed && environment(kTellMachineFaults).empty() ? kFailed : code;
}
