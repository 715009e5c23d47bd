// SPDX-License-Identifier: GPL-3.0-or-later
// One timed text, the texts of one language, and what was wrong with them. Values only: readers make them, everything
// else in this room takes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filters/colour.h"
#include "filters/geometry.h"
#include "presets/message.h"

namespace gatecast {

/// What a track asks for a stretch of its text; bytes [from, until) of Cue::text. Stretches do not overlap.
struct TextSpan {
    size_t from = 0;
    size_t until = 0;
    bool bold = false;
    bool italic = false;
    bool underline = false;
    std::optional<Rgb> colour;
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// Where on the picture, in shares of it: 0, 0 is the upper left corner.
struct SharePoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const SharePoint&, const SharePoint&) = default;
};

struct Cue {
    Time start{0};
    Time end{0};
    bool timed = true;  // false: text of a list without times; start and end mean nothing
    std::string text;   // UTF-8, plain: tags are in `spans`; '\n' is a line end the author wrote
    std::vector<TextSpan> spans;
    int anchor = 0;  // 1..9 as on a keypad (2: bottom middle, 8: top middle); 0: the style's own place
    std::optional<SharePoint> position;  // of the anchor
    Time fade_in{0}, fade_out{0};
    std::string id;  // what the file calls the cue; empty: nothing
    int line = 0;    // of the file, 1 is the first (row, in a table); 0: not from a file
};

enum class Severity : uint8_t { kNote, kWarning, kError };

/// Something found in a cue file; never a reason to throw.
struct Problem {
    Severity severity = Severity::kWarning;
    const char* code = "";  // a constant name for programs: "bad-time"
    Message message;        // without the file's name and line: they stand beside it
    int line = 0;           // of the file; 0: all of it
    std::string cell;       // of a spreadsheet: "C12"
    int cue = -1;           // index into Track::cues
};

/// The cues of one language, by start (file order where untimed).
struct Track {
    std::string language;  // BCP 47: "vi", "en", "km"; empty: not said
    std::string name;      // file, or file and table column, for people
    std::vector<Cue> cues;
    std::vector<Problem> problems;
};

}  // namespace gatecast
