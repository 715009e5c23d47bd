// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/cell_text.h"

#include "subtitles/formats/colours.h"
#include "subtitles/formats/lines.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/overrides.h"
#include "subtitles/formats/writing.h"

namespace gatecast {
namespace {

constexpr size_t kMaxBlock = 1024;

std::optional<TagEffect> font_effect(const Tag& tag) {
    if (!equal_ignoring_case(tag.name, "font")) return std::nullopt;
    TagEffect effect;
    if (const auto colour = attribute(tag.rest, "color")) effect.colour = css_colour(*colour);
    return effect;
}

/// Without blank lines and blanks at line ends; a tag at an end keeps its place.
std::string tidied(std::string_view text) {
    std::string tidy;
    for (const std::string_view line : split_lines(text)) {
        if (trimmed(line).empty()) continue;
        if (!tidy.empty()) tidy += '\n';
        tidy += trimmed(line);
    }
    return tidy;
}

void append_escaped(std::string& to, std::string_view text) {
    for (size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '<' && tag_at(text, at))
            to += "&lt;";
        else if (c == '&' && entity_at(text, at))
            to += "&amp;";
        else if (c == '{' && text.substr(at, 2) == "{\\")
            to += "&#123;";
        else
            to += c;
    }
}

}  // namespace

void read_cell_text(std::string_view text, int row, std::vector<Problem>& problems, Cue& cue) {
    const std::string tidy = tidied(text);
    if (tidy.find_first_of("<&{") == std::string::npos) {
        cue.text = tidy;
        return;
    }
    Findings findings(problems);
    Overrides overrides;
    MarkupRules rules;
    rules.effect_of = [](const Tag& tag, int) { return font_effect(tag); };
    rules.braces = [&](std::string_view rest, size_t& length, StyledText& to, int line) {
        if (!rest.starts_with("{\\")) return false;
        const size_t end = rest.substr(0, kMaxBlock).find('}');
        if (end == rest.npos) return false;
        length = end + 1;
        read_override_block(rest.substr(1, end - 1), line, overrides, to.look, findings);
        return true;
    };
    StyledText styled;
    read_markup(tidy, row, rules, findings, styled);
    styled.finish(cue);
    cue.anchor = overrides.anchor;
    cue.position = overrides.position;
    if (cue.position && cue.anchor == 0) cue.anchor = 2;
    cue.fade_in = overrides.fade_in;
    cue.fade_out = overrides.fade_out;
}

std::string cell_text(const Cue& cue) {
    std::string text;
    if (cue.anchor > 0) text = "{\\an" + std::to_string(cue.anchor) + "}";
    for (const Stretch& stretch : stretches_of(cue)) {
        std::string open;
        std::string close;
        const auto tag = [&](const std::string& begin, const char* end) {
            open += begin;
            close.insert(0, end);
        };
        if (stretch.look.bold) tag("<b>", "</b>");
        if (stretch.look.italic) tag("<i>", "</i>");
        if (stretch.look.underline) tag("<u>", "</u>");
        if (stretch.look.colour) tag("<font color=\"" + css_hex(*stretch.look.colour) + "\">", "</font>");
        text += open;
        append_escaped(text, stretch.text);
        text += close;
    }
    return text;
}

}  // namespace gatecast
