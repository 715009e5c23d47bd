// SPDX-License-Identifier: GPL-3.0-or-later
// From coverages to colours: shadow, box, outlines, fills, one over the other, as premultiplied rows. Used by draw.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "subtitles/text_masks.h"

namespace gatecast {

/// Code values of a colour, 0..255: Y'CbCr of the display, or RGB.
using Components = std::array<double, 3>;
using ToComponents = Components (*)(const Rgb& colour);

/// A row, each component times its alpha, in 256ths of a code value.
struct PaintedRow {
    std::array<std::vector<uint16_t>, 3> components;
    std::vector<uint8_t> alpha;
    explicit PaintedRow(int width);
};

class TextColours {
public:
    /// `box` is where paint.box is painted, `shadow_px` how far right and down the shadow falls.
    TextColours(const TextMasks& masks, const Paint& paint, const Rect& box, int shadow_px, ToComponents to_components);

    /// Row y of the masks' area.
    void paint_row(int y, PaintedRow& row) const;

private:
    struct Sample {  // 256ths of a code value
        std::array<uint32_t, 3> components{};
        uint32_t alpha = 0;
    };
    using Table = std::array<Sample, 256>;

    void make_under(const Paint& paint, ToComponents to_components);
    void make_fills(const Paint& paint, ToComponents to_components);
    [[nodiscard]] Sample text_at(int x, int y, uint32_t& alpha) const;

    const TextMasks& masks_;
    Rect box_;  // in the masks' area
    int shadow_px_;
    uint32_t opacity_256_;
    std::array<Table, 2> under_;  // premultiplied, by the shadow's coverage: outside and inside the box
    std::vector<Table> fills_;    // straight, by the fill's share of outline and fill; one a colour
};

}  // namespace gatecast
