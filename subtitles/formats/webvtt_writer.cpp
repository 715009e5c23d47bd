// SPDX-License-Identifier: GPL-3.0-or-later
// WebVTT: colours as classes, the eight that every player knows by name, others by a style block.
#include <fmt/format.h>

#include <set>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/webvtt_settings.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "WebVTT (.vtt)", .position = true};

std::string class_of(const Rgb& colour) {
    const char* name = webvtt_colour_name(colour);
    return name ? name : "colour-" + css_hex(colour).substr(1);
}

/// Rules for the colours that have no class of their own.
std::string style_block(std::span<const Track> tracks) {
    std::set<std::string> rules;
    for (const Track& track : tracks) {
        for (const Cue& cue : track.cues) {
            for (const TextSpan& span : cue.spans) {
                if (!span.colour || webvtt_colour_name(*span.colour)) continue;
                rules.insert(
                    fmt::format("::cue(.{}) {{ color: {} }}\n", class_of(*span.colour), css_hex(*span.colour)));
            }
        }
    }
    std::string block = rules.empty() ? "" : "STYLE\n";
    for (const std::string& rule : rules) block += rule;
    return block.empty() ? block : block + '\n';
}

void append_text(std::string& to, std::string_view text) {
    for (const char c : text) {
        if (would_leave_blank_line(to, c)) continue;
        if (c == '<') {
            to += "&lt;";
        } else if (c == '>') {
            to += "&gt;";
        } else if (c == '&') {
            to += "&amp;";
        } else {
            to += c;
        }
    }
}

std::string tagged_text(const Cue& cue) {
    std::string text;
    for (const Stretch& stretch : stretches_of(cue)) {
        std::string open, close;
        const auto tag = [&](const std::string& name, const char* end) {
            open += '<' + name + '>';
            close.insert(0, end);
        };
        if (stretch.look.bold) tag("b", "</b>");
        if (stretch.look.italic) tag("i", "</i>");
        if (stretch.look.underline) tag("u", "</u>");
        if (stretch.look.colour) tag("c." + class_of(*stretch.look.colour), "</c>");
        text += open;
        append_text(text, stretch.text);
        text += close;
    }
    return text;
}

/// An id is one line and nothing that a reader could take for times; a counter, or nothing, otherwise.
std::string id_line(const Cue& cue) {
    const bool fit = !cue.id.empty() && cue.id.find('\n') == std::string::npos &&
                     cue.id.find("-->") == std::string::npos && !read_timing_line(cue.id, {25, 1});
    return fit ? cue.id + '\n' : "";
}

}  // namespace

std::string write_webvtt(std::span<const Track> tracks, const WriteOptions& options) {
    refuse_what_is_not_carried(tracks, kCarries, options);
    std::string file = "WEBVTT\n";
    for (const Track& track : tracks) {
        if (!track.language.empty()) file += "Language: " + track.language + '\n';
    }
    file += '\n' + style_block(tracks);
    bool first = true;
    for (const Track& track : tracks) {
        for (const Cue& cue : track.cues) {
            file += first ? "" : "\n";
            first = false;
            const std::string settings = webvtt_settings(cue);
            file += id_line(cue);
            file += written_time(cue.start, '.') + " --> " + written_time(cue.end, '.');
            file += (settings.empty() ? "" : " " + settings) + '\n' + tagged_text(cue) + '\n';
        }
    }
    return file;
}

}  // namespace gatecast
