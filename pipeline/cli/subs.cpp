// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast subs VERB …: a translator's desk, and explanations for people who argue about a line.
#include "pipeline/cli/subs.h"

#include "presets/nearest.h"

namespace gatecast {
namespace {

struct VerbRow {
    const char* name;
    const char* help;  // N_()
    Verb run;
};
constexpr VerbRow kVerbs[] = {
    {"convert", N_("another format, another encoding"), run_subs_convert},
    {"shift", N_("everything earlier or later"), run_subs_shift},
    {"stretch", N_("other times by two points or by frame rates"), run_subs_stretch},
    {"merge", N_("several languages in one file"), run_subs_merge},
    {"split", N_("one file with several languages into one for each"), run_subs_split},
    {"align", N_("one language on the times of another"), run_subs_align},
    {"fill", N_("a translation without times on the times of the original"), run_subs_fill},
    {"sheet", N_("a spreadsheet for the translator, and back"), run_subs_sheet},
    {"overlay", N_("the drawn subtitles alone, as a film for Premiere or CapCut"), run_subs_overlay},
    {"cues", N_("what was read from a file"), run_subs_cues},
    {"normalise", N_("lines of text as they will be drawn"), run_subs_normalise},
    {"lines", N_("where lines are broken, and why there"), run_subs_lines},
};

void print_verbs(Console& console) {
    console.say(message("gatecast subs VERB …, where VERB is:"));
    for (const VerbRow& verb : kVerbs) console.print(fmt::format("  {:<11}{}", verb.name, console.text(verb.help)));
    console.print("");
    console.say(message("gatecast subs VERB --help tells more."));
}

}  // namespace

int run_subs(const std::vector<std::string>& arguments, Console& console) {
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h") {
        print_verbs(console);
        return arguments.empty() ? kUsage : kDone;
    }
    std::vector<std::string> names;
    for (const VerbRow& verb : kVerbs) {
        if (arguments[0] == verb.name) return verb.run({arguments.begin() + 1, arguments.end()}, console);
        names.emplace_back(verb.name);
    }
    const std::string meant = nearest(arguments[0], names);
    if (meant.empty()) throw UsageError(message("subs has no verb {}. \"gatecast subs\" lists them.", arguments[0]));
    throw UsageError(message("subs has no verb {}. Did you mean {}?", arguments[0], meant));
}

}  // namespace gatecast
