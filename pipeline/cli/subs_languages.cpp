// SPDX-License-Identifier: GPL-3.0-or-later
// gatecast subs merge | split | align | fill | sheet: one language beside another.
#include <sstream>

#include "pipeline/cli/subs.h"
#include "pipeline/render/store.h"
#include "subtitles/desk/align.h"
#include "subtitles/desk/fill.h"
#include "subtitles/desk/merge.h"
#include "subtitles/desk/sheet.h"
#include "subtitles/language.h"

namespace gatecast {
namespace {

namespace fs = std::filesystem;

constexpr Option kMergeOptions[] = {kCueOutputOption, kCueFormatOption, kCueRateOption, kCueSimplifyOption,
                                    kCueForceOption};
constexpr Synopsis kMerge{
    N_("subs merge FILE FILE… -o FILE"),
    N_("Puts several languages into one file. A spreadsheet gets a column for each, other formats cues whose lines "
       "stand over one another, the first file's on top."),
    kMergeOptions, 2, 16};

constexpr Option kSplitOptions[] = {
    {"languages", N_("LIST"), N_("the languages in it, like vi,km,en, in the order of their lines")},
    kCueOutputOption,
    kCueFormatOption,
    kCueEncodingOption,
    kCueRateOption,
    kCueSimplifyOption,
    kCueForceOption};
constexpr Synopsis kSplit{N_("subs split FILE -o FOLDER"),
                          N_("Takes a file whose cues hold several languages apart, into a file for each."),
                          kSplitOptions, 1, 1};

constexpr auto kAlignOptions = with_cue_options({{"reference", N_("FILE"), N_("the cues whose times are right")}});
constexpr Synopsis kAlign{
    N_("subs align FILE --reference FILE -o FILE"),
    N_("Puts the cues of one language on the times of another that was made for a newer cut. What is not certain is "
       "said."),
    kAlignOptions, 1, 1};

constexpr auto kFillOptions = with_cue_options({{"timing", N_("FILE"), N_("the original, with times")}});
constexpr Synopsis kFill{
    N_("subs fill FILE --timing FILE -o FILE"),
    N_("Puts a translation without times on the times of the original. What is not certain is said, to be looked at."),
    kFillOptions, 1, 1};

constexpr auto kSheetOptions = with_cue_options(
    {{"languages", N_("LIST"), N_("the columns for the translator, like km,en")},
     {"begun", N_("FILE"), N_("a translation that is there already; may be repeated")},
     {"back", N_("FILE"), N_("the sheet as it came back: writes a file for each language into the folder -o")}});
constexpr Synopsis kSheet{
    N_("subs sheet FILE --languages LIST -o FILE.xlsx"),
    N_("Makes a spreadsheet for the translator, with the original, its times and a column for each language; with "
       "--back takes the translations out of it again."),
    kSheetOptions, 1, 1};

std::vector<std::string> read_languages(const std::string& list) {
    std::vector<std::string> languages;
    std::stringstream words(list);
    for (std::string word; std::getline(words, word, ',');) {
        languages.push_back(language_tag(word));
        if (languages.back().empty()) {
            throw UsageError(
                message("--languages {}: \"{}\" is not a language. Write them like vi,km,en.", list, word));
        }
    }
    return languages;
}

/// A file that only lends its times, or a column: read without --lang, which is the other one's.
Track reference_track(const Options& options, const char* option, Console& console) {
    if (!options.has(option)) throw UsageError(message("Say with --{} which file has the right times.", option));
    const fs::path file = options.one(option);
    return only_track(read_and_tell(file, {}, console), {}, file);
}

/// One file changed by what another, named by an option, holds.
int beside(const Synopsis& synopsis, const char* other, Track (*change)(const Track& other, const Track& track),
           const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(synopsis, arguments, console);
    if (!options) return kDone;
    const fs::path source = options->words()[0];
    const ReadOptions reading = read_cue_options(*options);
    const Track reference = reference_track(*options, other, console);
    Track track = only_track(read_and_tell(source, reading, console), reading.language, source);
    track.problems.clear();  // those of reading were told
    const Track changed = change(reference, track);
    tell_problems(source.filename().string(), changed.problems, console);
    write_tracks({changed}, source, *options, console);
    return console.exit_code();
}

int bring_back(const Track& original, const Options& options, Console& console) {
    const fs::path sheet = options.one("back");
    std::vector<Track> tracks = desk::from_translator(original, read_and_tell(sheet, {}, console));
    for (const Track& track : tracks) tell_problems(sheet.filename().string(), track.problems, console);
    write_tracks(tracks, options.words()[0], options, console);
    return console.exit_code();
}

}  // namespace

int run_subs_merge(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kMerge, arguments, console);
    if (!options) return kDone;
    std::vector<Track> tracks;
    for (const std::string& word : options->words()) {
        CueFile file = read_and_tell(word, read_cue_options(*options), console);
        for (Track& track : file.tracks) tracks.push_back(std::move(track));
    }
    const CueFormat* format =
        cue_format_named(options->one("to", fs::path(options->one("output")).extension().string()));
    const bool columns = format != nullptr && std::string_view(format->name) == "xlsx";
    if (!columns) tracks = {desk::merged(tracks)};
    for (const Track& track : tracks) {
        if (!columns) tell_problems(options->words()[0], track.problems, console);
    }
    write_tracks(tracks, options->words()[0], *options, console);
    return console.exit_code();
}

int run_subs_split(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSplit, arguments, console);
    if (!options) return kDone;
    const fs::path source = options->words()[0];
    CueFile file = read_and_tell(source, read_cue_options(*options), console);
    std::vector<Track> tracks = std::move(file.tracks);
    if (tracks.size() == 1) {
        tracks.front().problems.clear();
        tracks = desk::split(tracks.front(), read_languages(options->one("languages")));
    }
    for (const Track& track : tracks) tell_problems(source.filename().string(), track.problems, console);
    write_tracks(tracks, source, *options, console);
    return console.exit_code();
}

int run_subs_align(const std::vector<std::string>& arguments, Console& console) {
    return beside(kAlign, "reference", desk::aligned, arguments, console);
}

int run_subs_fill(const std::vector<std::string>& arguments, Console& console) {
    return beside(kFill, "timing", desk::filled, arguments, console);
}

int run_subs_sheet(const std::vector<std::string>& arguments, Console& console) {
    const auto options = read_options(kSheet, arguments, console);
    if (!options) return kDone;
    const fs::path source = options->words()[0];
    const ReadOptions reading = read_cue_options(*options);
    const Track original = only_track(read_and_tell(source, reading, console), reading.language, source);
    if (options->has("back")) return bring_back(original, *options, console);
    const std::vector<std::string> languages = read_languages(options->one("languages"));
    if (languages.empty()) throw UsageError(message("Say with --languages what it is translated into, like km,en."));
    std::vector<Track> begun;
    for (const std::string& file : options->all("begun")) {
        begun.push_back(only_track(read_and_tell(file, {}, console), {}, file));
    }
    const fs::path output = options->one("output");
    if (output.extension() != ".xlsx")
        throw UsageError(message("The sheet is an Excel file: give -o a name ending in .xlsx."));
    if (fs::exists(output) && !options->has("force")) {
        throw Error(message("{} is there already and stays as it is. Give another name, or --force.", output.string()));
    }
    write_whole(output, desk::translators_sheet(original, languages, begun));
    console.say(message("Written: {}", output.string()));
    return console.exit_code();
}

}  // namespace gatecast
