// SPDX-License-Identifier: GPL-3.0-or-later
// What was read, as lines a test can hold against what is due. Used by the tests of cue file formats.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "subtitles/formats/format.h"
#include "subtitles/formats/times.h"

namespace gatecast {

inline std::string account_of(const TextSpan& span, std::string_view text) {
    std::string look;
    if (span.bold) look += 'b';
    if (span.italic) look += 'i';
    if (span.underline) look += 'u';
    if (span.colour) {
        look += fmt::format("#{:02x}{:02x}{:02x}", static_cast<int>(span.colour->r * 255 + 0.5),
                            static_cast<int>(span.colour->g * 255 + 0.5), static_cast<int>(span.colour->b * 255 + 0.5));
    }
    return fmt::format(" [{}:{}]", look, text.substr(span.from, span.until - span.from));
}

/// "LINE 1.000-2.500 @8 (0.5,0.1) ~200/300 text|second line [i:text]"
inline std::string account_of(const Cue& cue) {
    const auto seconds = [](Time time) { return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1e9); };
    std::string line = fmt::format("{} ", cue.line);
    line += cue.timed ? seconds(cue.start) + '-' + seconds(cue.end) : "untimed";
    if (cue.anchor != 0) line += fmt::format(" @{}", cue.anchor);
    if (cue.position) line += fmt::format(" ({:.4g},{:.4g})", cue.position->x, cue.position->y);
    if (cue.fade_in.count() != 0 || cue.fade_out.count() != 0) {
        line += fmt::format(" ~{}/{}", cue.fade_in.count() / 1'000'000, cue.fade_out.count() / 1'000'000);
    }
    line += ' ' + cue.text;
    for (const TextSpan& span : cue.spans) line += account_of(span, cue.text);
    for (size_t at = line.find('\n'); at != std::string::npos; at = line.find('\n')) line[at] = '|';
    return line + '\n';
}

inline std::string cues_of(const Track& track) {
    std::string account;
    for (const Cue& cue : track.cues) account += account_of(cue);
    return account;
}

/// "LINE code" each, of the file first.
inline std::string problems_of(const CueFile& file) {
    std::string account;
    const auto add = [&](const std::vector<Problem>& problems) {
        for (const Problem& problem : problems) account += fmt::format("{} {}\n", problem.line, problem.code);
    };
    add(file.problems);
    for (const Track& track : file.tracks) add(track.problems);
    return account;
}

/// All tracks, each under its language if there are several.
inline std::string cues_of(const CueFile& file) {
    std::string account;
    for (const Track& track : file.tracks) {
        if (file.tracks.size() > 1) account += fmt::format("= {}\n", track.language);
        account += cues_of(track);
    }
    return account;
}

/// Reads as if from a file of that name, in English unless the name says otherwise: language is not these tests'
/// matter.
inline CueFile read_as(const std::string& name, std::string_view bytes, ReadOptions options = {}) {
    return read_cues(bytes, name, options);
}

}  // namespace gatecast
