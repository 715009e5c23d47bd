// SPDX-License-Identifier: GPL-3.0-or-later
// From coverages to colours: shadow, box, outlines, fills, one over the other, as premultiplied rows. Used by draw.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "subtitles/drawing/text_masks.h"

namespace gatecast {

/// Code values of a colour, 0..255: Y'CbCr of the display, or RGB.
using Components = std::array<double, 3>;
using ToComponents = Components (*)(const Rgb& colour);

/// A row, each component times its alpha, in 256ths of a code value. Outside its stretches everything is 0.
struct PaintedRow {
    struct Stretch {
        int x0 = 0, x1 = 0;  // multiples of 8, or the row's end
    };
    std::vector<Stretch> stretches;
    std::array<std::vector<uint16_t>, 3> components;
    std::vector<uint8_t> alpha;
    explicit PaintedRow(int width);
};

class TextColours {
public:
    /// `box` is where paint.box is painted, `shadow_px` how far right and down the shadow falls.
    TextColours(const TextMasks& masks, const Paint& paint, const Rect& box, int shadow_px, ToComponents to_components);

    /// Row y of the masks' area, in place of what `row` held.
    void paint_row(int y, PaintedRow& row) const;

private:
    struct Sample {  // 256ths of a code value
        std::array<uint32_t, 3> components{};
        uint32_t alpha = 0;
    };
    using Table = std::array<Sample, 256>;

    // What lies at one row of the masks.
    struct Lying {
        const uint8_t* text = nullptr;    // covered by outlines and fills
        const uint8_t* fills = nullptr;   // of it, by fills of any colour
        const uint8_t* shadow = nullptr;  // as the text above it; null: none on this row
        int y = 0;
        bool in_box = false;
    };

    void make_under(const Paint& paint, ToComponents to_components);
    void make_fills(const Paint& paint, ToComponents to_components);
    void find_stretches(const Lying& lying, PaintedRow& row) const;
    void paint_stretch(const Lying& lying, const PaintedRow::Stretch& stretch, PaintedRow& row) const;
    void fade(const PaintedRow::Stretch& stretch, PaintedRow& row) const;
    [[nodiscard]] const Sample& under_at(const Lying& lying, int x) const;
    static void lay_over(Sample& under, const Sample& text);  // a straight colour over a premultiplied one
    [[nodiscard]] Sample text_at(const Lying& lying, size_t x) const;
    [[nodiscard]] Sample mixed_fills(int y, size_t x, uint32_t share) const;

    const TextMasks& masks_;
    Rect box_;  // in the masks' area
    int shadow_px_;
    bool outlined_;
    Coverage all_fills_;  // together; only where there are several
    uint32_t opacity_256_;
    std::array<Table, 2> under_;  // premultiplied, by the shadow's coverage: outside and inside the box
    std::vector<Table> fills_;    // straight, by the fill's share of outline and fill; one a colour
};

}  // namespace gatecast
