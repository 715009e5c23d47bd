// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast check FILE…: looks at what it is given and checks it as that.
#include <nlohmann/json.hpp>

#include "pipeline/cli/options.h"
#include "pipeline/cli/places.h"
#include "pipeline/media/clip.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {kPresetsOption};
constexpr Synopsis kSynopsis{
    N_("check FILE…"),
    N_("Checks files before they are used, and says of each what is wrong, where, and what to do: presets "
       "(.toml) and clips (everything else)."),
    kOptions, 1, 100000};

/// What was found in one file: what is wrong stops it from being used, what is doubtful doesn't.
struct Findings {
    std::vector<Message> wrong;
    std::vector<Message> doubtful;
};

Findings check_preset(const fs::path& file, const PresetLibrary& library) {
    return {library.check(file), {}};
}

Findings check_clip(const fs::path& file, const PresetLibrary&) {
    try {
        return {{}, probe_clip(file).damage};
    } catch (const Error& error) {
        return {{error.message()}, {}};  // one bad file of many: the others are checked all the same
    }
}

/// The kinds of file that can be checked. The first row that takes a file has it.
struct Checker {
    const char* kind;   // in --json
    const char* sound;  // N_(), with the file
    bool (*takes)(const fs::path& file);
    Findings (*check)(const fs::path& file, const PresetLibrary& library);
};
constexpr Checker kCheckers[] = {
    {"preset", N_("{}: a preset, nothing wrong."), [](const fs::path& file) { return file.extension() == ".toml"; },
     check_preset},
    {"clip", N_("{}: a clip, nothing wrong."), [](const fs::path&) { return true; }, check_clip},
};

const Checker& checker_for(const fs::path& file) {
    for (const Checker& checker : kCheckers) {
        if (checker.takes(file)) return checker;
    }
    return kCheckers[std::size(kCheckers) - 1];
}

nlohmann::json texts(const std::vector<Message>& messages, const Console& console) {
    nlohmann::json array = nlohmann::json::array();
    for (const Message& each : messages) array.push_back(console.text(each));
    return array;
}

}  // namespace

int run_check(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const PresetLibrary library = open_presets(*options);
    nlohmann::json array = nlohmann::json::array();
    for (const fs::path file : options->words()) {
        std::error_code error;
        if (!fs::exists(file, error)) {
            console.fail(message("{}: no such file. Check the path.", file.string()));
            array.push_back({{"file", file.string()},
                             {"kind", nullptr},
                             {"errors", {console.text(message("{}: no such file. Check the path.", file.string()))}},
                             {"warnings", nlohmann::json::array()}});
            continue;
        }
        const Checker& checker = checker_for(file);
        const Findings findings = checker.check(file, library);
        for (const Message& wrong : findings.wrong) console.fail(wrong);
        for (const Message& doubtful : findings.doubtful) console.warn(doubtful);
        if (findings.wrong.empty() && findings.doubtful.empty()) console.say(message(checker.sound, file.string()));
        array.push_back({{"file", file.string()},
                         {"kind", checker.kind},
                         {"errors", texts(findings.wrong, console)},
                         {"warnings", texts(findings.doubtful, console)}});
    }
    if (console.json()) console.print_json(array);
    return console.exit_code();
}

}  // namespace gatecast
