// SPDX-License-Identifier: GPL-3.0-or-later
// SubRip: UTF-8 without a byte order mark, \n line ends, counters from 1.
#include <algorithm>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "SubRip (.srt)"};

/// Only what a reader would take for a tag, an entity or a line of times is written otherwise: most players show
/// entities as they stand.
void append_text(std::string& to, std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (would_leave_blank_line(to, c)) continue;
        if (c == '<' && tag_at(text, at)) {
            to += "&lt;";
        } else if (c == '&' && entity_at(text, at)) {
            to += "&amp;";
        } else if (c == '{' && text.substr(at, 2) == "{\\") {
            to += "&#123;";
        } else {
            to += c;
        }
    }
}

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

std::string tagged_text(const Cue& cue) {
    std::string text;
    for (const Stretch& stretch : stretches_of(cue)) {
        std::string open, close;
        const auto tag = [&](const std::string& begin, const char* end) {
            open += begin;
            close.insert(0, end);
        };
        if (stretch.look.bold) tag("<b>", "</b>");
        if (stretch.look.italic) tag("<i>", "</i>");
        if (stretch.look.underline) tag("<u>", "</u>");
        if (stretch.look.colour) tag("<font color=\"" + css_hex(*stretch.look.colour) + "\">", "</font>");
        text += open;
        append_text(text, stretch.text);
        text += close;
    }
    return without_false_times(text);
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
            if (cue.anchor > 0) file += "{\\an" + std::to_string(cue.anchor) + '}';
            file += tagged_text(cue) + '\n';
        }
    }
    return file;
}

}  // namespace gatecast
