// SPDX-License-Identifier: GPL-3.0-or-later
// Lines put under each other and drawn, for the tests of drawing.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "subtitles/drawing/draw.h"

namespace gatecast {

/// `text` at (x, baseline), shaped by the chain of `look`.
inline PlacedLine placed_line(FontSet& fonts, const std::string& text, const std::string& language,
                              const TextLook& look, int x, int baseline, const std::vector<TextSpan>& spans = {}) {
    return {Shaper(fonts).shape(text, 0, text.size(), language, spans, look), x, baseline, look.latin_em_px};
}

/// The line alone, with `margin` pixels round its ink.
inline PlacedLine lone_line(FontSet& fonts, const std::string& text, const std::string& language, const TextLook& look,
                            int margin) {
    PlacedLine line = placed_line(fonts, text, language, look, 0, 0);
    line.x = margin - static_cast<int>(std::floor(line.line.ink.x0));
    line.baseline = margin - static_cast<int>(std::floor(line.line.ink.y0));
    return line;
}

/// A canvas that holds the line with the same margin at its other sides.
inline Size canvas_for(const PlacedLine& line, int margin) {
    const auto even = [](double v) { return (static_cast<int>(std::ceil(v)) + 1) & ~1; };
    return {even(line.x + line.line.ink.x1 + margin), even(line.baseline + line.line.ink.y1 + margin)};
}

}  // namespace gatecast
