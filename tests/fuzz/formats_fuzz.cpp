// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a cue file: the first byte chooses the format that its name says, and the one in which what was read is
// written and read again. Nothing may throw but Error, no time, span or place may be one that the rooms behind cannot
// use, and no word may be lost. Run by tests/fuzz/run formats
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "subtitles/formats/format.h"
#include "subtitles/formats/reading.h"
#include "subtitles/utf8.h"

namespace {

using namespace gatecast;

void demand(bool holds) {
    if (!holds) std::abort();
}

void check_cue(const Cue& cue) {
    demand(is_utf8(cue.text) && !cue.text.empty());
    demand(cue.end >= cue.start || !cue.timed);
    demand(cue.start >= -kFarthestTime && cue.end <= kFarthestTime + kShownWithoutEnd);
    demand(cue.anchor >= 0 && cue.anchor <= 9);
    demand(!cue.position || cue.anchor > 0);
    demand(cue.fade_in >= Time(0) && cue.fade_out >= Time(0));
    size_t at = 0;
    for (const TextSpan& span : cue.spans) {
        demand(span.from >= at && span.from < span.until && span.until <= cue.text.size());
        at = span.until;
    }
}

void check_track(const Track& track) {
    const Cue* before = nullptr;
    for (const Cue& cue : track.cues) {
        check_cue(cue);
        demand(!before || !before->timed || !cue.timed || before->start <= cue.start);
        before = &cue;
    }
    for (const Problem& problem : track.problems) {
        demand(problem.cue >= -1 && problem.cue < static_cast<int>(track.cues.size()));
        demand(problem.code[0] != '\0' && !in_english(problem.message).empty() && problem.line >= 0);
    }
}

/// Blank lines and blanks at ends may go when a text is written.
std::string without_blanks(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
}

bool is_near(Time a, Time b) {
    constexpr std::chrono::milliseconds kCoarsest{10};
    return a - b <= kCoarsest && b - a <= kCoarsest;
}

/// The same cues must come back, whatever stands in them.
void check_round_trip(const Track& track, const CueFormat& format) {
    std::string text;
    try {
        text = format.write(std::span(&track, 1), {.simplify = true});
    } catch (const Error&) {
        return;  // untimed or negative: refused
    }
    demand(is_utf8(text));
    const CueFile again = format.read(text, {});
    demand(again.tracks.size() == 1 && again.tracks[0].cues.size() == track.cues.size());
    for (size_t n = 0; n < track.cues.size(); ++n) {
        const Cue& due = track.cues[n];
        const Cue& cue = again.tracks[0].cues[n];
        demand(without_blanks(cue.text) == without_blanks(due.text));
        demand(is_near(cue.start, due.start) && is_near(cue.end, due.end) && cue.anchor == due.anchor);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    constexpr std::array kNames{"a.srt", "a.vtt", "a.ass", "a.ttml", "a.sbv", "a", "a.km.srt", "a.xml"};
    constexpr std::array kWritten{"srt", "webvtt", "ass", "ttml"};
    if (size == 0) return 0;
    const std::string name = kNames[data[0] % kNames.size()];
    const CueFormat& written = *cue_format_named(kWritten[data[0] / kNames.size() % kWritten.size()]);
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    CueFile file;
    try {
        file = read_cues(bytes, name, {});
    } catch (const Error&) {
        return 0;  // no cue file, or an encoding to be asked for
    }
    for (const Track& track : file.tracks) {
        check_track(track);
        check_round_trip(track, written);
    }
    return 0;
}
