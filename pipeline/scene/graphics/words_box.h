// SPDX-License-Identifier: GPL-3.0-or-later
// Words on a box with its ornaments, as one drawing: what lower thirds, labels and notices are made of. Used while a
// scene is set up.
#pragma once

#include <string>
#include <vector>

#include "pipeline/scene/drawing.h"
#include "pipeline/scene/graphics/graphic.h"
#include "subtitles/lettering/lettering.h"

namespace gatecast {

/// What lies under the words: plain shapes, drawn in the canvas's own pixels.
class Plate {
public:
    /// `area` on the canvas; grown to even pixels.
    explicit Plate(const Rect& area);

    void box(const Rect& box, const Rgb& colour, double opacity, double radius_px = 0);
    void dot(double x, double y, double radius_px, const Rgb& colour);
    [[nodiscard]] Overlay overlay(Chroma chroma) const;

private:
    template <typename Path>
    void paint(const Rgb& colour, double opacity, const Path& path);

    Rect area_;
    Drawing drawing_;
};

/// The words of each language that is shown and has some, its lines in order.
struct LanguageWords {
    std::string language;
    std::vector<std::string> lines;
};
[[nodiscard]] std::vector<LanguageWords> words_shown(const Graphic& graphic);

/// How large a language other than the first is set beside it: by the style's share for foreign text where the law asks
/// for one.
[[nodiscard]] double foreign_size(const Style& style, const std::string& language);

/// Words of a box: plain on it, with the style's outline where the picture shows through.
[[nodiscard]] Paint words_paint(const GraphicSetup& setup);

/// Between the colours of text and box: for lines of less weight.
[[nodiscard]] Rgb quieter(const Graphic& graphic);

/// Em the words may have at most: as the preset says, else `share` of the side of a square as large as the canvas (a
/// ribbon is low, but not small), never less than can be read.
[[nodiscard]] double most_em_px(const GraphicSetup& setup, double share, double least_em_px);

/// Set where all of it can be read; words too many for that are set smaller, never cut: half a message is a wrong one.
/// `fits` tells.
[[nodiscard]] SetWords set_whole(Lettering& lettering, std::vector<Wording> wordings, SetRoom room, const Paint& paint);

/// A way to lay words out. Of several the one with the largest em times worth is taken, of those that can be read.
struct Way {
    std::vector<Wording> wordings;
    int most_lines = 0;  // of each wording; 0: as fits
    double worth = 1;
};
[[nodiscard]] SetWords set_best(Lettering& lettering, const std::vector<Way>& ways, SetRoom room, const Paint& paint);

/// The nearest even numbers, and not less than two.
[[nodiscard]] int even_px(double value);

/// A box that reaches the upper or lower edge of an interlaced display goes on beyond it, so that it has no soft edge
/// there.
[[nodiscard]] Rect bled(const Rect& box, const Display& display);

/// Lines set from (0, 0), at their place.
[[nodiscard]] std::vector<PlacedLine> moved(std::vector<PlacedLine> lines, int x, int y);

/// Words over their plate, as one overlay that fades as one. The plate's area holds them.
[[nodiscard]] OverlayRef on_plate(const Plate& plate, const std::vector<PlacedLine>& lines, const Paint& paint,
                                  const GraphicSetup& setup);

/// What is told of words that were set: too long for their place, signs that no font has.
[[nodiscard]] std::vector<Message> problems_of(const SetWords& words, const GraphicSetup& setup);

}  // namespace gatecast
