// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of an ASS or SSA file: script info, styles, events with their fields by name. Used by the ASS reader.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/styled_text.h"

namespace gatecast {

struct AssStyle {
    std::string name = "Default";
    TextLookAsked look;
    int anchor = 2;
    int margin_left = 0, margin_right = 0, margin_vertical = 0;  // in script pixels
};

struct AssEvent {
    int line = 0;
    std::string_view start, end, style, actor, effect;
    int margin_left = 0, margin_right = 0, margin_vertical = 0;  // 0: the style's
    std::string_view text;
};

struct AssScript {
    Size picture;  // PlayRes
    int wrap_style = 0;
    std::string language;  // of the script info, where it says one
    std::vector<AssStyle> styles;
    std::vector<AssEvent> events;  // of dialogue, in file order; views into the text

    /// As players look it up: the last of that name, a leading * does not count, else "Default". Null: none.
    [[nodiscard]] const AssStyle* style_named(std::string_view name) const;
};

/// `text` must outlive the script.
[[nodiscard]] AssScript read_ass_script(std::string_view text, Findings& findings);

}  // namespace gatecast
