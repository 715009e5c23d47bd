// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast presets list | show NAME
#include <algorithm>
#include <nlohmann/json.hpp>

#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"

namespace gatecast {
namespace {

struct KindName {
    PresetKind kind;
    const char* name;     // as --kind takes it and --json says it
    const char* heading;  // N_()
};
constexpr KindName kKinds[] = {
    {PresetKind::kDisplay, "display", N_("Displays (--display)")},
    {PresetKind::kEncode, "encode", N_("Encodes (--encode)")},
    {PresetKind::kDelivery, "delivery", N_("Deliveries (--delivery)")},
    {PresetKind::kStyle, "style", N_("Styles of subtitles (--style)")},
    {PresetKind::kProgramme, "programme", N_("Programmes (--programme)")},
};

constexpr Option kOptions[] = {
    {"kind,k", N_("KIND"), N_("display, encode, delivery, style or programme only")},
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("presets list | presets show NAME"),
    N_("Lists the displays, encodes, deliveries, styles of subtitles and programmes, or shows each option of one: what "
       "it is, what is allowed, where it was set. Presets of your own stand in ~/.config/gatecast/presets, in the "
       "folders displays, encodes, deliveries, styles and programmes, and begin with extends = \"NAME\" to build on "
       "another."),
    kOptions, 1, 2};

const std::string& title(const PresetLibrary::Entry& entry, const Console& console) {
    return console.language() == "vi" ? entry.title_vi : entry.title_en;
}

nlohmann::json to_json(const PresetLibrary::Entry& entry, const Console& console) {
    nlohmann::json problems = nlohmann::json::array();
    for (const Message& problem : entry.problems) problems.push_back(console.text(problem));
    return {{"kind", kKinds[static_cast<size_t>(entry.kind)].name},
            {"name", entry.name},
            {"title_vi", entry.title_vi},
            {"title_en", entry.title_en},
            {"file", entry.file.string()},
            {"problems", problems}};
}

std::vector<KindName> kinds_asked(const Options& options) {
    const std::string asked = options.one("kind");
    if (asked.empty()) return {std::begin(kKinds), std::end(kKinds)};
    for (const KindName& kind : kKinds) {
        if (asked == kind.name) return {kind};
    }
    throw UsageError(message("--kind {}: there are display, encode, delivery, style and programme.", asked));
}

int list(const PresetLibrary& library, const std::vector<KindName>& kinds, Console& console) {
    const std::vector<PresetLibrary::Entry> entries = library.list();
    nlohmann::json array = nlohmann::json::array();
    for (const KindName& kind : kinds) {
        console.print(console.text(kind.heading) + ":");
        for (const PresetLibrary::Entry& entry : entries) {
            if (entry.kind != kind.kind) continue;
            array.push_back(to_json(entry, console));
            console.print(fmt::format("  {:<20} {}", entry.name, title(entry, console)));
            for (const Message& problem : entry.problems) console.warn(problem);
        }
        console.print("");
    }
    console.say(message("gatecast presets show NAME tells every option of one."));
    if (console.json()) console.print_json(array);
    return console.exit_code();
}

void print_options(const std::vector<ShownOption>& options, Console& console) {
    for (const ShownOption& option : options) {
        console.print(fmt::format("# {}", console.text(option.help)));
        console.print(fmt::format("# {}", console.text(message("allowed: {}; when nothing is said: {}",
                                                               console.text(option.allowed), option.standard))));
        if (!option.where.empty()) console.print(fmt::format("# {}", console.text(message("set in {}", option.where))));
        // What each item of a list may hold has no value of its own.
        console.print(option.value.empty() ? fmt::format("# {}", option.key)
                                           : fmt::format("{} = {}", option.key, option.value));
        console.print("");
    }
}

nlohmann::json to_json(const std::vector<ShownOption>& options, const Console& console) {
    nlohmann::json array = nlohmann::json::array();
    for (const ShownOption& option : options) {
        array.push_back({{"key", option.key},
                         {"value", option.value},
                         {"default", option.standard},
                         {"allowed", console.text(option.allowed)},
                         {"help", console.text(option.help)},
                         {"set_in", option.where}});
    }
    return array;
}

/// A name may stand for presets of several kinds; all of them are shown.
int show(const PresetLibrary& library, const std::vector<KindName>& kinds, const std::string& name, Console& console) {
    const std::vector<PresetLibrary::Entry> entries = library.list();
    std::vector<KindName> found;
    for (const KindName& kind : kinds) {
        const auto is_it = [&](const PresetLibrary::Entry& entry) {
            return entry.kind == kind.kind && entry.name == name;
        };
        if (std::ranges::any_of(entries, is_it)) found.push_back(kind);
    }
    if (found.empty() && kinds.size() > 1) {
        throw Error(message("There is no preset {}. \"gatecast presets list\" shows them all.", name));
    }
    if (found.empty()) found = kinds;  // the library knows the nearest one
    nlohmann::json array = nlohmann::json::array();
    for (const KindName& kind : found) {
        const std::vector<ShownOption> options = library.show(kind.kind, name);
        array.push_back({{"kind", kind.name}, {"name", name}, {"options", to_json(options, console)}});
        console.print(fmt::format("# {} {}", kind.name, name));
        console.print("");
        print_options(options, console);
    }
    if (console.json()) console.print_json(array);
    return console.exit_code();
}

}  // namespace

int run_presets(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const PresetLibrary library = open_presets(*options);
    const std::vector<std::string>& words = options->words();
    if (words[0] == "list" && words.size() == 1) return list(library, kinds_asked(*options), console);
    if (words[0] == "show" && words.size() == 2) return show(library, kinds_asked(*options), words[1], console);
    throw UsageError(message("After presets comes list, or show and a name."));
}

}  // namespace gatecast
