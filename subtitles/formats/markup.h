// SPDX-License-Identifier: GPL-3.0-or-later
// Tags in angle brackets and entities, as SRT, WebVTT and SBV carry them: text and looks out, what is not known
// reported, never shown. A `<` that begins no tag is text.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/styled_text.h"

namespace gatecast {

inline constexpr size_t kMaxTagLength = 512;  // bytes behind its <

struct Tag {
    std::string_view name;  // "font", "c", "00:00:01.000"
    std::string_view rest;  // " color=red", ".yellow.big", " Minh"
    bool closing = false;
    size_t length = 0;  // with its brackets
};
/// The tag that begins at text[at] == '<', if one does: a name of letters, then attributes, classes or `>`.
[[nodiscard]] std::optional<Tag> tag_at(std::string_view text, size_t at);

struct Entity {
    std::string text;
    size_t length = 0;
};
/// "&amp;", "&#7879;", "&eacute;" at text[at] == '&'; nothing: the sign itself.
[[nodiscard]] std::optional<Entity> entity_at(std::string_view text, size_t at);

/// The value of name="value" among attributes.
[[nodiscard]] std::optional<std::string_view> attribute(std::string_view attributes, std::string_view name);

/// What one tag does to what it encloses.
struct TagEffect {
    bool bold = false, italic = false, underline = false;
    std::optional<Rgb> colour;
};

struct MarkupRules {
    /// Null: not known. Called for opening tags that are not b, i, u and their like.
    std::function<std::optional<TagEffect>(const Tag& tag, int line)> effect_of;
    /// What {\…} does: SRT takes ASS overrides. Empty: braces are text. True: taken, `length` says how long it is.
    std::function<bool(std::string_view text, size_t& length, StyledText& to, int line)> braces;
};

/// `line` is the file's line on which `text` begins.
void read_markup(std::string_view text, int line, const MarkupRules& rules, Findings& findings, StyledText& to);

}  // namespace gatecast
