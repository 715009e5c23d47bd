// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/writing.h"

#include <algorithm>

#include "subtitles/formats/reading.h"

namespace gatecast {
namespace {

void refuse_times(const Cue& cue, size_t number, const char* format) {
    if (!cue.timed) {
        throw Error(
            message("Cue {} (\"{}\") has no time, and {} cannot carry text without times. Put it on times with "
                    "gatecast subs fill, or write .xlsx.",
                    number, excerpt(cue.text), format));
    }
    if (cue.start < Time(0)) {
        throw Error(
            message("Cue {} (\"{}\") begins before 0, which {} cannot carry. Shift the track first with gatecast "
                    "subs shift.",
                    number, excerpt(cue.text), format));
    }
    if (cue.end < cue.start) {
        throw Error(
            message("Cue {} (\"{}\") ends before it begins. Correct its times first.", number, excerpt(cue.text)));
    }
}

void refuse_places(const Cue& cue, size_t number, const Carries& carries) {
    if (cue.position && !carries.position) {
        throw Error(
            message("Cue {} (\"{}\") stands at a point of the picture, which {} cannot carry. Write ass, webvtt or "
                    "ttml, or leave the places out with --simplify.",
                    number, excerpt(cue.text), carries.name));
    }
    if ((cue.fade_in > Time(0) || cue.fade_out > Time(0)) && !carries.fades) {
        throw Error(
            message("Cue {} (\"{}\") fades in or out, which {} cannot carry. Write ass, or leave the fades out "
                    "with --simplify.",
                    number, excerpt(cue.text), carries.name));
    }
}

}  // namespace

void refuse_what_is_not_carried(std::span<const Track> tracks, const Carries& carries, const WriteOptions& options) {
    if (tracks.size() > 1 && !carries.several_languages) {
        throw Error(
            message("{} carries one language, not {}. Write each track to a file of its own, or merge them first "
                    "with gatecast subs merge.",
                    carries.name, tracks.size()));
    }
    for (const Track& track : tracks) {
        for (size_t n = 0; n < track.cues.size(); ++n) {
            refuse_times(track.cues[n], n + 1, carries.name);
            if (!options.simplify) refuse_places(track.cues[n], n + 1, carries);
        }
    }
}

std::vector<Stretch> stretches_of(const Cue& cue) {
    const std::string_view text = cue.text;
    std::vector<Stretch> stretches;
    size_t at = 0;
    for (const TextSpan& span : cue.spans) {
        const size_t from = std::clamp(span.from, at, text.size());
        const size_t until = std::clamp(span.until, from, text.size());
        if (from > at) stretches.push_back({text.substr(at, from - at), {}});
        if (until > from) {
            const TextLookAsked look{span.bold, span.italic, span.underline, span.colour};
            stretches.push_back({text.substr(from, until - from), look});
        }
        at = until;
    }
    if (at < text.size()) stretches.push_back({text.substr(at), {}});
    return stretches;
}

bool would_leave_blank_line(std::string_view written, char next) {
    return next == '\n' && (written.empty() || written.back() == '\n');
}

}  // namespace gatecast
