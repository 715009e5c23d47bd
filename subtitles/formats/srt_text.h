// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a cue as SubRip carries it: <i>, <font color>, entities, {\an8}. Used by SubRip's reader and writer, and
// by tables and plain text, whose cells people fill with the same.
#pragma once

#include <string>
#include <string_view>

#include "subtitles/formats/findings.h"
#include "subtitles/formats/markup.h"
#include "subtitles/formats/overrides.h"

namespace gatecast {

class SrtTextReader {
public:
    /// `findings` must outlive this.
    explicit SrtTextReader(Findings& findings);
    SrtTextReader(const SrtTextReader&) = delete;
    SrtTextReader& operator=(const SrtTextReader&) = delete;

    /// Fills text, spans, place and fades; `line` is the file's line on which `text` begins.
    void read(std::string_view text, int line, Cue& cue);

private:
    std::optional<TagEffect> font_effect(const Tag& tag, int line);
    bool take_braces(std::string_view rest, size_t& length, StyledText& to, int line);

    Findings& findings_;
    MarkupRules rules_;
    Overrides overrides_;
};

/// {\an8} for a cue that has a place, else nothing.
[[nodiscard]] std::string srt_anchor(const Cue& cue);
/// Text with its tags, without blank lines. Only what a reader would take for a tag or an entity is written otherwise:
/// most players show entities as they stand.
[[nodiscard]] std::string srt_text(const Cue& cue);

}  // namespace gatecast
