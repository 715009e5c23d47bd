// SPDX-License-Identifier: GPL-3.0-or-later
#include "subtitles/formats/styled_text.h"

#include <algorithm>

namespace gatecast {

void StyledText::append(std::string_view piece) {
    if (piece.empty()) return;
    const size_t from = text_.size();
    text_ += piece;
    if (look == TextLookAsked{}) return;
    const TextSpan span{from, text_.size(), look.bold, look.italic, look.underline, look.colour};
    if (!spans_.empty() && spans_.back().until == from) {
        TextSpan joined = spans_.back();
        joined.until = span.until;
        const TextSpan same{joined.from, joined.until, look.bold, look.italic, look.underline, look.colour};
        if (joined == same) {
            spans_.back() = joined;
            return;
        }
    }
    spans_.push_back(span);
}

void StyledText::finish(Cue& cue) {
    cue.text = std::move(text_);
    cue.spans = std::move(spans_);
    text_.clear();
    spans_.clear();
}

void move_spans(std::vector<TextSpan>& spans, const std::vector<size_t>& origin) {
    // Letters of a syllable may have changed places, so the first byte that came from behind a border is the border.
    size_t at = 0;
    const auto moved = [&](size_t border) {
        while (at + 1 < origin.size() && origin[at] < border) ++at;
        return at;
    };
    for (TextSpan& span : spans) {
        span.from = moved(span.from);
        span.until = moved(span.until);
    }
    std::erase_if(spans, [](const TextSpan& span) { return span.from >= span.until; });
}

}  // namespace gatecast
