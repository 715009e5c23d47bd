// SPDX-License-Identifier: GPL-3.0-or-later
// Text put together piece by piece with the look each piece has. Used by readers that meet tags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"

namespace gatecast {

struct TextLookAsked {  // what a track asks for
    bool bold = false;
    bool italic = false;
    bool underline = false;
    std::optional<Rgb> colour;
    friend bool operator==(const TextLookAsked&, const TextLookAsked&) = default;
};

class StyledText {
public:
    TextLookAsked look;  // of what is appended next

    void append(std::string_view piece);
    void append(char c) { append(std::string_view(&c, 1)); }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] size_t size() const { return text_.size(); }

    /// Moves text and spans into the cue.
    void finish(Cue& cue);

private:
    std::string text_;
    std::vector<TextSpan> spans_;
};

/// Where a byte of the old text went: for each byte of the new text, and its end, the old byte it came from.
/// Spans that lose all their text go.
void move_spans(std::vector<TextSpan>& spans, const std::vector<size_t>& origin);

}  // namespace gatecast
