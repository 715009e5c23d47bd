// SPDX-License-Identifier: GPL-3.0-or-later
// Override blocks of ASS, {\i1\an8\pos(10,20)}: used by ASS itself and by SRT, where people write them too.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/styled_text.h"

namespace gatecast {

/// What the blocks of one event have asked for so far.
struct Overrides {
    TextLookAsked style;                 // what \r and an empty \i, \b, \u, \c return to
    int anchor = 0;                      // the first \an or \a
    std::optional<SharePoint> position;  // the first \pos, in shares of `picture`
    Time fade_in{0}, fade_out{0};
    int drawing = 0;             // \p: above 0, text is a drawing
    bool hidden = false;         // wholly transparent
    bool soft_newlines = false;  // \n breaks the line: WrapStyle 2, or \q2
    Size picture{384, 288};      // what \pos counts in
    /// The look of a style by its name, for \rNAME; empty: only the event's own.
    std::function<std::optional<TextLookAsked>(std::string_view name)> style_named;
};

/// The inside of one block, without its braces. Changes `look`, the look of what follows.
void read_override_block(std::string_view block, int line, Overrides& overrides, TextLookAsked& look,
                         Findings& findings);

/// 1..9 of an alignment of SSA (and of \a): 5..7 are on top, 9..11 in the middle. 0: no such alignment.
[[nodiscard]] int anchor_of_ssa(int alignment);

}  // namespace gatecast
