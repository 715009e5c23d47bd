// SPDX-License-Identifier: GPL-3.0-or-later
// STYLE blocks of WebVTT: the little of CSS that says colour, bold, italic, underline of ::cue and its classes. Used
// by the WebVTT reader.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/markup.h"

namespace gatecast {

class WebvttStyles {
public:
    /// One STYLE block without its first line. What cannot be shown is reported.
    void read(std::string_view css, int line, Findings& findings);

    /// What ::cue says of all text.
    [[nodiscard]] const TagEffect& everywhere() const { return everywhere_; }
    /// Of a tag's name ("b") or a class (".yellow"); the eight colours are known without a style. Null: nothing.
    [[nodiscard]] const TagEffect* find(std::string_view selector) const;

private:
    void read_rule(std::string_view selectors, std::string_view declarations, int line, Findings& findings);

    TagEffect everywhere_;
    std::map<std::string, TagEffect, std::less<>> effects_;
};

}  // namespace gatecast
