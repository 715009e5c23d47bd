// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast day VERB …: tomorrow's list, from a spreadsheet or a template to what is rendered at night.
#include "pipeline/cli/day.h"

#include "presets/nearest.h"

namespace gatecast {
namespace {

struct DayVerb {
    const char* name;
    const char* help;  // N_()
    Verb run;
};
constexpr DayVerb kVerbs[] = {
    {"new", N_("a day from a template: the week's order, day-parts, special days"), run_day_new},
    {"import", N_("a day from a spreadsheet or another program's list"), run_day_import},
    {"show", N_("the timetable, as a table, a page or a drawing"), run_day_show},
    {"edit", N_("small changes: move, remove, insert, set"), run_day_edit},
    {"export", N_("a list for others: spreadsheet, schedule, players"), run_day_export},
    {"render", N_("the files for every display, published with a page that says what is ready"), run_day_render},
};

void print_verbs(Console& console) {
    console.say(message("gatecast day VERB …, where VERB is:"));
    for (const DayVerb& verb : kVerbs) console.print(fmt::format("  {:<11}{}", verb.name, console.text(verb.help)));
    console.print("");
    console.say(message("gatecast day VERB --help tells more. \"gatecast check DAY\" finds what is wrong with one."));
}

}  // namespace

int run_day(const std::vector<std::string>& arguments, Console& console) {
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") {
        print_verbs(console);
        return arguments.empty() ? kUsage : kDone;
    }
    std::vector<std::string> names;
    for (const DayVerb& verb : kVerbs) {
        if (arguments[0] == verb.name) return verb.run({arguments.begin() + 1, arguments.end()}, console);
        names.emplace_back(verb.name);
    }
    const std::string meant = nearest(arguments[0], names);
    if (meant.empty()) throw UsageError(message("day has no verb {}. \"gatecast day\" lists them.", arguments[0]));
    throw UsageError(message("day has no verb {}. Did you mean {}?", arguments[0], meant));
}

}  // namespace gatecast
