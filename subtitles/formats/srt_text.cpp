// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/srt_text.h"

#include <algorithm>

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

/// Whether a tag begins here once the signs behind it are written as entities.
bool would_begin_tag(std::string_view text, size_t at) {
    std::string rest(text.substr(at, kMaxTagLength + 1));
    std::replace(rest.begin() + 1, rest.end(), '<', '&');
    return tag_at(rest, 0).has_value();
}

void append_text(std::string& to, std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (would_leave_blank_line(to, c)) continue;
        if (c == '<' && would_begin_tag(text, at)) {
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

}  // namespace

SrtTextReader::SrtTextReader(Findings& findings) : findings_(findings) {
    rules_.effect_of = [this](const Tag& tag, int line) { return font_effect(tag, line); };
    rules_.braces = [this](std::string_view rest, size_t& length, StyledText& to, int line) {
        return take_braces(rest, length, to, line);
    };
}

void SrtTextReader::read(std::string_view text, int line, Cue& cue) {
    overrides_ = Overrides{};
    StyledText styled;
    read_markup(text, line, rules_, findings_, styled);
    styled.finish(cue);
    cue.anchor = overrides_.anchor;
    cue.position = overrides_.position;
    if (cue.position && cue.anchor == 0) cue.anchor = 2;
    cue.fade_in = overrides_.fade_in;
    cue.fade_out = overrides_.fade_out;
}

std::optional<TagEffect> SrtTextReader::font_effect(const Tag& tag, int line) {
    if (!equal_ignoring_case(tag.name, "font")) return std::nullopt;
    TagEffect effect;
    if (const std::optional<std::string_view> colour = attribute(tag.rest, "color")) {
        effect.colour = css_colour(*colour);
        if (!effect.colour) findings_.unknown_tag("<font color=" + std::string(*colour) + ">", line);
    }
    for (const char* other : {"face", "size"}) {
        if (attribute(tag.rest, other)) findings_.dropped_style(std::string("<font ") + other + ">", line);
    }
    return effect;
}

bool SrtTextReader::take_braces(std::string_view rest, size_t& length, StyledText& to, int line) {
    constexpr size_t kMaxBlock = 1024;
    if (!rest.starts_with("{\\")) return false;
    const size_t end = rest.substr(0, kMaxBlock).find('}');
    if (end == std::string_view::npos) return false;
    length = end + 1;
    read_override_block(rest.substr(1, end - 1), line, overrides_, to.look, findings_);
    return true;
}

std::string srt_anchor(const Cue& cue) {
    return cue.anchor > 0 ? "{\\an" + std::to_string(cue.anchor) + "}" : std::string();
}

std::string srt_text(const Cue& cue) {
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
    return text;
}

}  // namespace gatecast
