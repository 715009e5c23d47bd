// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast subs overlay: the drawn subtitles alone, for people who cut in another program.
#include <csignal>
#include <nlohmann/json.hpp>

#include "pipeline/cli/places.h"
#include "pipeline/cli/progress.h"
#include "pipeline/cli/subs.h"
#include "pipeline/cli/times.h"
#include "pipeline/render/overlay_movie.h"
#include "pipeline/scene/words/text_screen.h"

namespace gatecast {
namespace {

constexpr Option kOptions[] = {
    {"output,o", N_("FILE"), N_("the film to write, ending in .mov")},
    {"display,d", N_("NAME"), N_("size, rate and safe area are this display's (tv-1080p25)")},
    {"style", N_("NAME"), N_("how the subtitles look")},
    {"from", N_("TIME"), N_("the moment of the clip that the film begins with")},
    {"to", N_("TIME"), N_("and ends with; else with the last cue")},
    kCueLanguageOption,
    kCueEncodingOption,
    kCueForceOption,
    kPresetsOption,
};
constexpr Synopsis kSynopsis{
    N_("subs overlay FILE… -o FILE.mov"),
    N_("Draws the subtitles of one or several files alone, on nothing, as a ProRes 4444 film with alpha that Premiere, "
       "CapCut and others lay over a picture."),
    kOptions, 1, 16};

volatile std::sig_atomic_t stopped = 0;

std::vector<Track> tracks_of(const Options& options, Console& console) {
    std::vector<Track> tracks;
    for (const std::string& word : options.words()) {
        CueFile file = read_and_tell(word, read_cue_options(options), console);
        for (Track& track : file.tracks) tracks.push_back(std::move(track));
    }
    return tracks;
}

}  // namespace

int run_subs_overlay(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSynopsis, arguments, console);
    if (!options) return kDone;
    const std::filesystem::path output = options->one("output");
    if (output.extension() != ".mov") throw UsageError(message("Say with -o where to write: a name ending in .mov."));
    if (std::filesystem::exists(output) && !options->has("force")) {
        throw Error(message("{} is there already and stays as it is. Give another name, or --force.", output.string()));
    }
    const PresetLibrary library = open_presets(*options);
    const Display display = library.display(options->one("display", "tv-1080p25"));
    const Style style = library.style(options->one("style", "default"));
    const Subtitles subtitles(tracks_of(*options, console), style, text_screen(display));
    for (size_t n = 0; n < subtitles.tracks().size(); ++n) {
        tell_problems(subtitles.tracks()[n].name, subtitles.problems(n), console);
    }
    OverlayMovie movie{display.canvas, display.rate};
    if (options->has("from")) movie.from = read_time(options->one("from"), "from");
    if (options->has("to")) movie.length = read_time(options->one("to"), "to") - movie.from;
    if (movie.length < Time(0)) throw UsageError(message("--to comes before --from."));
    std::signal(SIGINT, [](int) { stopped = 1; });
    const int64_t frames = render_overlay_movie(subtitles, movie, output, [&console](int64_t done, int64_t all) {
        console.progress(fmt::format("{}/{}", done, all));
        return stopped == 0;
    });
    console.progress("");
    if (stopped != 0) throw Error(message("Stopped. Nothing half-written was left."));
    console.say(message("Written: {}", output.string()));
    if (console.json()) console.print_json({{"file", output.string()}, {"frames", frames}});
    return console.exit_code();
}

}  // namespace gatecast
