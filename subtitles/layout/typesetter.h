// SPDX-License-Identifier: GPL-3.0-or-later
// A cue's text as a block of lines at a size: shaped once as a whole, broken, the lines cut from it. Used by layout
// only.
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "presets/style.h"
#include "subtitles/breaks/breaks.h"
#include "subtitles/cue.h"
#include "subtitles/drawing/draw.h"
#include "subtitles/shaping/shape.h"

namespace gatecast {

/// Lines one under the other. Sizes are those of the paint: outline, shadow and box are in them.
struct Block {
    std::vector<ShapedLine> lines;
    std::vector<std::string> texts;
    std::vector<int> baselines;  // below the first
    double em_px = 0;            // of Latin text
    double above = 0;            // from the first baseline to the upper edge
    double below = 0;            // from the last baseline to the lower edge
    double width = 0;            // of the widest line
    bool fits = true;            // no line is wider than asked

    [[nodiscard]] int line_count() const { return static_cast<int>(lines.size()); }
    [[nodiscard]] double height() const { return above + (baselines.empty() ? 0 : baselines.back()) + below; }
};
using BlockRef = std::shared_ptr<const Block>;

/// How far paint reaches beyond the ink on each side.
struct PaintMargin {
    double before = 0;  // left and above
    double behind = 0;  // right and below
    double outline = 0;
    friend auto operator<=>(const PaintMargin&, const PaintMargin&) = default;
};
[[nodiscard]] PaintMargin paint_margin(const Paint& paint, double em_px);

/// Least distance from a baseline to the next: by the fonts, and so that painted ink never meets.
[[nodiscard]] double line_pitch(const ShapedLine& upper, const ShapedLine& lower, const Paint& paint, double em_px);

/// Letters of a language that reach as far up and down as ordinary words do.
[[nodiscard]] const char* tall_letters(std::string_view language);

/// Throws Error where a family of the style is not installed.
void check_fonts(const Style& style, FontSet& fonts);

/// A text as it was measured, at kMeasureEm.
struct MeasuredText {
    std::string text;
    std::string language;
    std::vector<Break> breaks;
    ShapedLine whole;
    std::vector<double> advances;  // of each byte boundary from the start
};

class Typesetter {
public:
    Typesetter(FontSet& fonts, const Style& style);

    /// Kept until forget(); equal texts are measured once.
    [[nodiscard]] const MeasuredText& measure(const std::string& text, const std::string& language,
                                              const std::vector<TextSpan>& spans);

    struct Wish {
        double em_px = 0;
        double width = 0;  // of the paint
        int max_lines = 2;
        double least_pitch = 0;  // from baseline to baseline, so that lines stand alike from cue to cue
    };
    /// Bytes [from, until) of the text in the fewest lines; more than max_lines where it cannot be otherwise.
    [[nodiscard]] BlockRef set(const MeasuredText& text, size_t from, size_t until, const Wish& wish,
                               const Paint& paint);

    /// Whether set() would need no more than max_lines, none wider than asked; nothing is kept of it.
    [[nodiscard]] bool fits(const MeasuredText& text, size_t from, size_t until, const Wish& wish,
                            const Paint& paint) const;

    /// What was measured goes once it is many; references to it end.
    void forget();

private:
    [[nodiscard]] TextLook look() const;

    Shaper shaper_;
    LineBreaker breaker_;
    const Style& style_;
    std::map<std::tuple<std::string, std::string, std::string>, MeasuredText> measured_;
    using BlockKey = std::tuple<const MeasuredText*, size_t, size_t, double, double, int, PaintMargin>;
    std::map<BlockKey, BlockRef> blocks_;
};

}  // namespace gatecast
