// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast subs convert | shift | stretch: the same words in another format or at other times.
#include "pipeline/cli/subs.h"
#include "pipeline/cli/times.h"
#include "subtitles/desk/retime.h"

namespace gatecast {
namespace {

constexpr Option kConvertOptions[] = {kCueOutputOption, kCueFormatOption,   kCueLanguageOption, kCueEncodingOption,
                                      kCueRateOption,   kCueSimplifyOption, kCueForceOption};
constexpr Synopsis kConvert{
    N_("subs convert FILE -o FILE"),
    N_("Writes the cues of a file in another format, in UTF-8, its letters put in order. Reads SRT, WebVTT, ASS, TTML, "
       "SBV, Word and Excel tables, CSV and plain text; writes SRT, WebVTT, ASS, TTML and Excel."),
    kConvertOptions, 1, 1};

constexpr auto kShiftOptions =
    with_cue_options({{"by", N_("TIME"), N_("how much later; earlier with a minus, like --by=-1.5")}});
constexpr Synopsis kShift{N_("subs shift FILE --by=TIME -o FILE"), N_("Moves every cue by the same time."),
                          kShiftOptions, 1, 1};

constexpr auto kStretchOptions = with_cue_options(
    {{"from-rate", N_("RATE"), N_("frames a second of the film that the cues were made for")},
     {"to-rate", N_("RATE"), N_("frames a second of the film they are wanted for")},
     {"point", N_("IS=SHOULD"), N_("a time in the file and when it should be, like 0:10=0:12.5; give two")}});
constexpr Synopsis kStretch{
    N_("subs stretch FILE --point IS=SHOULD --point IS=SHOULD -o FILE"),
    N_("Stretches the times of all cues: by two points of which the right time is known, or from one frame rate to "
       "another."),
    kStretchOptions, 1, 1};

Time signed_time(const std::string& text, const char* option) {
    const bool earlier = text.starts_with('-');
    const Time time = read_time(earlier || text.starts_with('+') ? text.substr(1) : text, option);
    return earlier ? -time : time;
}

std::pair<Time, Time> read_point(const std::string& text) {
    const size_t equals = text.find('=');
    if (equals == std::string::npos) throw UsageError(message("--point {}: write it like 0:10=0:12.5.", text));
    return {read_time(text.substr(0, equals), "point"), read_time(text.substr(equals + 1), "point")};
}

Track stretched_as_asked(Track track, const Options& options) {
    const std::vector<std::string> points = options.all("point");
    const bool rates = options.has("from-rate") && options.has("to-rate");
    if (points.size() == 2 && !options.has("from-rate") && !options.has("to-rate")) {
        const auto [from1, to1] = read_point(points[0]);
        const auto [from2, to2] = read_point(points[1]);
        return desk::stretched(std::move(track), {from1, to1, from2, to2});
    }
    if (rates && points.empty()) {
        return desk::stretched(std::move(track), read_rate(options.one("from-rate"), "from-rate"),
                               read_rate(options.one("to-rate"), "to-rate"));
    }
    throw UsageError(message("Give --point twice, or --from-rate and --to-rate."));
}

/// Reads, changes every track by `change`, tells what that brought up, writes.
template <typename Change>
int retimed(const Options& options, Console& console, const Change& change) {
    const std::filesystem::path source = options.words()[0];
    CueFile file = read_and_tell(source, read_cue_options(options), console);
    for (Track& track : file.tracks) {
        track.problems.clear();  // those of reading were told
        track = change(std::move(track));
        tell_problems(source.filename().string(), track.problems, console);
    }
    write_tracks(file.tracks, source, options, console);
    return console.exit_code();
}

}  // namespace

int run_subs_convert(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kConvert, arguments, console);
    if (!options) return kDone;
    return retimed(*options, console, [](Track track) { return track; });
}

int run_subs_shift(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kShift, arguments, console);
    if (!options) return kDone;
    if (!options->has("by")) throw UsageError(message("Say with --by how much, like --by=2.5 or --by=-1.5."));
    const Time by = signed_time(options->one("by"), "by");
    return retimed(*options, console, [by](Track track) { return desk::shifted(std::move(track), by); });
}

int run_subs_stretch(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kStretch, arguments, console);
    if (!options) return kDone;
    return retimed(*options, console,
                   [&options](Track track) { return stretched_as_asked(std::move(track), *options); });
}

}  // namespace gatecast
