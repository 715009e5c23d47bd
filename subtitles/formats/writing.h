// SPDX-License-Identifier: GPL-3.0-or-later
// What all writers of timed text do alike: refuse what their format cannot carry, cut cue text into stretches of one
// look.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/formats/format.h"
#include "subtitles/formats/styled_text.h"

namespace gatecast {

/// What a format has room for, beside text and times.
struct Carries {
    const char* name;       // "SubRip (.srt)"
    bool position = false;  // a point, not only one of nine places
    bool fades = false;
    bool several_languages = false;
};

/// Throws Error with the first cue that the format cannot carry and what to do. Looks, places and fades are let pass
/// (and must be left out) where options.simplify says so.
void refuse_what_is_not_carried(std::span<const Track> tracks, const Carries& carries, const WriteOptions& options);

/// A stretch of a cue's text in one look.
struct Stretch {
    std::string_view text;
    TextLookAsked look;
};
/// All of the text, in order; spans outside it or over each other are cut.
[[nodiscard]] std::vector<Stretch> stretches_of(const Cue& cue);

/// Whether a blank line would follow what is written already: formats that end a cue with one leave it out.
[[nodiscard]] bool would_leave_blank_line(std::string_view written, char next);

}  // namespace gatecast
