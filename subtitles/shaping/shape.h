// SPDX-License-Identifier: GPL-3.0-or-later
// A line of text as glyphs at places: itemised by script and orthographic syllable over a chain of fonts, shaped by
// HarfBuzz, measured by its ink. Called by layout, ahead of time; never on a streaming thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "subtitles/cue.h"
#include "subtitles/shaping/fonts.h"
#include "subtitles/shaping/rect_f.h"

namespace gatecast {

/// How a stretch of text is to look.
struct TextLook {
    double latin_em_px = 48;       // Khmer and others are sized to it by their optical ratio
    double khmer_to_latin = 1.15;  // height of KA to the Latin x-height
    bool bold = false;
    std::vector<std::string> families;  // the chain, in order of preference
};

struct Glyph {
    uint32_t id = 0;
    size_t cluster = 0;   // byte of the text it stands for
    double x = 0, y = 0;  // of its origin, from the line's origin on the baseline
    double advance = 0;
};

/// Glyphs of one face, size and span style.
struct GlyphRun {
    const FontFace* face = nullptr;
    double em_px = 0;
    TextSpan span;  // colour, bold, italic, underline of the track; offsets are of the whole text
    std::vector<Glyph> glyphs;
    RectF underline;  // of an underlined span, from the line's origin; part of the line's ink
};

/// What cannot be drawn as it should: found before a frame is made.
struct ShapeFault {
    enum class Kind : uint8_t { kMissingGlyph, kDottedCircle, kMarkAtOrigin } kind;
    size_t from = 0, until = 0;  // bytes of the text
    std::string code_points;     // "U+17D2 U+1781"
    const char* package = "";    // whose font would have it, as far as known
};

struct ShapedLine {
    std::vector<GlyphRun> runs;  // left to right
    double advance_px = 0;
    RectF ink;                             // of the fills, without outline
    double ascent_px = 0, descent_px = 0;  // as the fonts declare it
    std::vector<ShapeFault> faults;
};

class Shaper {
public:
    explicit Shaper(FontSet& fonts) : fonts_(fonts) {}
    /// Bytes [from, until) of `text`; spans are offsets into all of `text`.
    [[nodiscard]] ShapedLine shape(std::string_view text, size_t from, size_t until, std::string_view language,
                                   std::span<const TextSpan> spans, const TextLook& look);
    /// Advance of each byte boundary from the start of the text shaped as one line: the width of [a, b) is the
    /// difference. Size text.size() + 1, rising.
    [[nodiscard]] std::vector<double> advances(std::string_view text, std::string_view language,
                                               std::span<const TextSpan> spans, const TextLook& look);

private:
    FontSet& fonts_;
};

/// Height of KA, or of the Latin x, of the first family of the chain that has it, in shares of the em. For sizes by
/// legibility. 0: none has it.
[[nodiscard]] double ka_height(FontSet& fonts, const TextLook& look);
[[nodiscard]] double x_height(FontSet& fonts, const TextLook& look);

}  // namespace gatecast
