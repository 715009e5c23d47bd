// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip: UTF-8 without a byte order mark, \n line ends, counters from 1.
#include <algorithm>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/srt_text.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "SubRip (.srt)"};

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const size_t found = std::min(text.find(what, at), text.size());
        result.append(text, at, found - at);
        if (found < text.size()) result += by;
        at = found + what.size();
    }
    return result;
}

/// Lines of text that look like a line of times must not be one.
std::string without_false_times(std::string_view text) {
    std::string safe;
    for (const std::string_view line : split_lines(text)) {
        if (!safe.empty()) safe += '\n';
        if (!read_timing_line(line, {25, 1})) {
            safe += line;
            continue;
        }
        const std::string no_arrow = replaced(replaced(line, ">", "&#62;"), "\u2192", "&#8594;");
        safe += replaced(replaced(no_arrow, "\uFF1E", "&#65310;"), "&gt;", "&amp;gt;");
    }
    return safe;
}

}  // namespace

std::string write_srt(std::span<const Track> tracks, const WriteOptions& options) {
    refuse_what_is_not_carried(tracks, kCarries, options);
    std::string file;
    size_t number = 0;
    for (const Track& track : tracks) {
        for (const Cue& cue : track.cues) {
            file += number > 0 ? "\n" : "";
            file += std::to_string(++number) + '\n';
            file += written_time(cue.start, ',') + " --> " + written_time(cue.end, ',') + '\n';
            file += srt_anchor(cue) + without_false_times(srt_text(cue)) + '\n';
        }
    }
    return file;
}

}  // namespace gatecast
