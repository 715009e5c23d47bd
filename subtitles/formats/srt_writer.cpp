// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip: UTF-8 without a byte order mark, \n line ends, counters from 1.
#include <algorithm>
#include <array>

#include "subtitles/formats/lines.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/srt_text.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "SubRip (.srt)"};

/// The line without an arrow; its tags stay.
std::string without_arrows(std::string_view line) {
    struct ArrowHead {
        std::string_view sign;
        std::string_view written;
    };
    constexpr std::array kHeads{ArrowHead{">", "&#62;"}, ArrowHead{"\u2192", "&#8594;"},
                                ArrowHead{"\uFF1E", "&#65310;"}, ArrowHead{"&gt;", "&amp;gt;"}};
    std::string safe;
    while (!line.empty()) {
        const std::optional<Tag> tag = line[0] == '<' ? tag_at(line, 0) : std::nullopt;
        const auto head =
            std::ranges::find_if(kHeads, [&](const ArrowHead& each) { return line.starts_with(each.sign); });
        const size_t length = tag ? tag->length : head != kHeads.end() ? head->sign.size() : 1;
        safe += tag || head == kHeads.end() ? line.substr(0, length) : head->written;
        line.remove_prefix(length);
    }
    return safe;
}

/// Lines of text that look like a line of times must not be one.
std::string without_false_times(std::string_view text) {
    std::string safe;
    for (const std::string_view line : split_lines(text)) {
        if (!safe.empty()) safe += '\n';
        safe += read_timing_line(line, {25, 1}) ? without_arrows(line) : std::string(line);
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
