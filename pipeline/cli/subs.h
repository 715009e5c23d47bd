// SPDX-License-Identifier: GPL-3.0-or-later
// The verbs of `gatecast subs`: each a function in the file of its kind, a row of the table in subs.cpp. Beside them,
// what they share: cue files read with all that is wrong with them said, and written whole or not at all.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "subtitles/formats/format.h"

namespace gatecast {

using Verb = int (*)(const std::vector<std::string>& arguments, Console& console);

int run_subs_convert(const std::vector<std::string>& arguments, Console& console);
int run_subs_shift(const std::vector<std::string>& arguments, Console& console);
int run_subs_stretch(const std::vector<std::string>& arguments, Console& console);
int run_subs_merge(const std::vector<std::string>& arguments, Console& console);
int run_subs_split(const std::vector<std::string>& arguments, Console& console);
int run_subs_align(const std::vector<std::string>& arguments, Console& console);
int run_subs_fill(const std::vector<std::string>& arguments, Console& console);
int run_subs_sheet(const std::vector<std::string>& arguments, Console& console);
int run_subs_overlay(const std::vector<std::string>& arguments, Console& console);
int run_subs_cues(const std::vector<std::string>& arguments, Console& console);
int run_subs_normalise(const std::vector<std::string>& arguments, Console& console);
int run_subs_lines(const std::vector<std::string>& arguments, Console& console);

/// What every verb that reads and writes takes.
inline constexpr Option kCueLanguageOption{"lang,l", N_("LANG"), N_("the language of the file: vi, en, km, …")};
inline constexpr Option kCueEncodingOption{
    "encoding", N_("NAME"),
    N_("how the file's letters are written, where that is not found out: tcvn3, vni, viscii, …")};
inline constexpr Option kCueRateOption{"frame-rate", N_("RATE"), N_("of times written in frames (25)")};
inline constexpr Option kCueOutputOption{
    "output,o", N_("FILE"), N_("where to write; the format is that of its ending. A folder: a file for each language")};
inline constexpr Option kCueFormatOption{"to", N_("FORMAT"),
                                         N_("write srt, vtt, ass, ttml or xlsx, whatever the name")};
inline constexpr Option kCueSimplifyOption{
    "simplify", nullptr, N_("leave out looks and places that the format cannot carry, instead of stopping")};
inline constexpr Option kCueForceOption{"force", nullptr, N_("write over a file that is there")};

/// A verb's own options, then those of every verb that reads cues and writes them.
template <size_t N>
constexpr std::array<Option, N + 7> with_cue_options(const Option (&own)[N]) {
    std::array<Option, N + 7> all{};
    std::copy_n(own, N, all.begin());
    const Option shared[] = {kCueOutputOption, kCueFormatOption,   kCueLanguageOption, kCueEncodingOption,
                             kCueRateOption,   kCueSimplifyOption, kCueForceOption};
    std::copy_n(shared, 7, all.begin() + N);
    return all;
}

[[nodiscard]] ReadOptions read_cue_options(const Options& options);

/// Reads a file; says what is wrong with it, one line a cause. Throws Error as read_cue_file does.
[[nodiscard]] CueFile read_and_tell(const std::filesystem::path& file, const ReadOptions& reading, Console& console);
/// The one track of a file. Throws Error where it holds several and no language says which.
[[nodiscard]] Track only_track(CueFile file, const std::string& language, const std::filesystem::path& name);

void tell_problems(const std::string& name, const std::vector<Problem>& problems, Console& console);

/// Writes the tracks to --output: one file, or a folder with a file for each, named after `source`. Says what was
/// written. Throws Error where something is in the way, or the format cannot carry them.
void write_tracks(const std::vector<Track>& tracks, const std::filesystem::path& source, const Options& options,
                  Console& console);

/// "25", "23.976", "30000/1001". Throws UsageError.
[[nodiscard]] Rational read_rate(const std::string& text, const char* option);

}  // namespace gatecast
