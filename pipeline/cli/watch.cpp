// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast watch ROOT: the drop folder.
#include "pipeline/night/watch/watch.h"

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "pipeline/cli/command.h"
#include "pipeline/cli/places.h"
#include "pipeline/cli/render_options.h"
#include "pipeline/cli/stop.h"
#include "presets/machine_exit.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kOptions[] = {
    {"settings", N_("FILE"), N_("the settings instead of ROOT/gatecast.toml")},
    {"once", nullptr, N_("end when nothing is left to do")},
    kPresetsOption,
    kCacheOption,
};
constexpr Synopsis kSynopsis{
    N_("watch ROOT"),
    N_("Renders what people drop into a shared folder: clips with their subtitles into VAO/LED, VAO/TV or VAO/KIOSK, "
       "results with a page of pictures in RA, what cannot be used with its reason in LOI. The folders and "
       "gatecast.toml, their settings, are made at the first start."),
    kOptions, 1, 1};

fs::path settings_file(const Options& options, const fs::path& root) {
    if (options.has("settings")) return fs::absolute(options.one("settings"));
    const fs::path file = root / "gatecast.toml";
    if (fs::exists(file)) return file;
    std::error_code error;
    fs::create_directories(root, error);
    std::ofstream stream(file);
    stream << usual_watch_settings();
    stream.close();
    if (!stream)
        throw Error(message("{} cannot be written. Check the folder, its rights and the free space.", file.string()));
    return file;
}

WorkTools tools_of(const Options& options, const WatchSettings& settings, const Console& console) {
    WorkTools tools;
    tools.program = fs::canonical("/proc/self/exe");
    for (const std::string& directory : options.all("presets"))
        tools.presets.insert(tools.presets.end(), {"--presets", fs::absolute(directory).string()});
    tools.store = cache_root(options);
    tools.language = console.language();
    tools.nice = settings.nice;
    tools.jobs = settings.jobs;
    return tools;
}

}  // namespace

int run_watch(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const fs::path root = fs::absolute(options->words().front()).lexically_normal();
    const PresetLibrary library = open_presets(*options);
    const WatchSettings settings = read_watch_settings(settings_file(*options, root), library);
    hear_stop_signals();
    setenv(kTellMachineFaults, "1", 1);  // before anything is started: its steps say whose fault a failure is
    std::cout << std::unitbuf;           // a log is read while it grows
    Watch watch(
        root, settings, tools_of(*options, settings, console), open_catalogue(console.language(), locale_directories()),
        [&console](const Message& line) { console.say(line); }, stop_asked);
    watch.run(options->has("once"));
    return console.exit_code();
}

}  // namespace gatecast
