// SPDX-License-Identifier: GPL-3.0-or-later
// ASS: a style a language, places in pixels of options.picture, times in hundredths as the format has them.
#include <fmt/format.h>

#include <algorithm>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/text_formats.h"
#include "subtitles/formats/times.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr Carries kCarries{.name = "ASS (.ass)", .position = true, .fades = true, .several_languages = true};

// As shares of the picture's height: text of 5 %, outline of 7 % of the text, margins of 5 %.
constexpr double kFontShare = 0.05;
constexpr double kOutlineShare = 0.0035;
constexpr double kMarginShare = 0.05;

std::string style_name(const Track& track) {
    return track.language.empty() ? "Default" : "Default-" + track.language;
}

const char* font_of(const Track& track) {
    return track.language.starts_with("km") ? "Noto Sans Khmer" : "Noto Sans";
}

std::string header(std::span<const Track> tracks, Size picture) {
    std::string text = fmt::format(
        "[Script Info]\nScriptType: v4.00+\nWrapStyle: 0\nScaledBorderAndShadow: yes\nYCbCr Matrix: TV.709\n"
        "PlayResX: {}\nPlayResY: {}\n\n[V4+ Styles]\n"
        "Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, "
        "Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, "
        "MarginR, MarginV, Encoding\n",
        picture.width, picture.height);
    std::vector<std::string> written;
    for (const Track& track : tracks) {
        const std::string name = style_name(track);
        if (std::find(written.begin(), written.end(), name) != written.end()) continue;
        written.push_back(name);
        text += fmt::format(
            "Style: {},{},{:.0f},&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,{:.1f},0,2,{:.0f},"
            "{:.0f},{:.0f},1\n",
            name, font_of(track), picture.height * kFontShare, picture.height * kOutlineShare,
            picture.width * kMarginShare, picture.width * kMarginShare, picture.height * kMarginShare);
    }
    return text + "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
}

/// A number without needless zeros.
std::string pixels(double value) {
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string place(const Cue& cue, Size picture) {
    std::string block;
    if (cue.anchor > 0) block += fmt::format("\\an{}", cue.anchor);
    if (cue.position) {
        block += fmt::format("\\pos({},{})", pixels(cue.position->x * picture.width),
                             pixels(cue.position->y * picture.height));
    }
    if (cue.fade_in > Time(0) || cue.fade_out > Time(0)) {
        const auto count = [](Time time) {
            return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
        };
        block += fmt::format("\\fad({},{})", count(cue.fade_in), count(cue.fade_out));
    }
    return block.empty() ? block : '{' + block + '}';
}

void append_text(std::string& to, std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') {
            to += "\\N";
        } else if (text.substr(at, 2) == "\u00A0") {
            to += "\\h";
            ++at;
        } else if (c == '{' || c == '}') {
            to += {'\\', c};
        } else if (c == '\\') {
            to += "\\\u2060";  // so that no letter behind it makes it a command
        } else {
            to += c;
        }
    }
}

std::string tagged_text(const Cue& cue, Size picture) {
    std::string text = place(cue, picture);
    TextLookAsked before;
    for (const Stretch& stretch : stretches_of(cue)) {
        const TextLookAsked& look = stretch.look;
        std::string block;
        if (look.bold != before.bold) block += look.bold ? "\\b1" : "\\b0";
        if (look.italic != before.italic) block += look.italic ? "\\i1" : "\\i0";
        if (look.underline != before.underline) block += look.underline ? "\\u1" : "\\u0";
        if (look.colour != before.colour) block += look.colour ? "\\c" + ass_hex(*look.colour) : "\\c";
        if (!block.empty()) text += '{' + block + '}';
        append_text(text, stretch.text);
        before = look;
    }
    return text;
}

}  // namespace

std::string write_ass(std::span<const Track> tracks, const WriteOptions& options) {
    refuse_what_is_not_carried(tracks, kCarries, options);
    std::string file = header(tracks, options.picture);
    for (const Track& track : tracks) {
        const std::string style = style_name(track);
        for (const Cue& cue : track.cues) {
            file += fmt::format("Dialogue: 0,{},{},{},,0,0,0,,{}\n", written_time(cue.start, '.', 2, 1),
                                written_time(cue.end, '.', 2, 1), style, tagged_text(cue, options.picture));
        }
    }
    return file;
}

}  // namespace gatecast
