// SPDX-License-Identifier: GPL-3.0-or-later
// A glyph drawn once by Cairo, its fill and its outline, to be put wherever the text has it: letters come again and
// again, and drawing outlines is what costs. Used by text_masks.cpp alone.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "filters/geometry.h"
#include "subtitles/shaping/font_face.h"

namespace gatecast {

/// Where a pen may stand between two pixels: quarters, as browsers have it.
inline constexpr int kPenSteps = 4;

/// Eight-bit coverage of an area, rows of `stride` bytes.
struct Coverage {
    std::vector<uint8_t> bytes;  // empty: nothing anywhere
    size_t stride = 0;
    [[nodiscard]] const uint8_t* row(int y) const { return bytes.data() + stride * static_cast<size_t>(y); }
    [[nodiscard]] uint8_t* row(int y) { return bytes.data() + stride * static_cast<size_t>(y); }
};

/// `area` is seen from the pixel that holds the glyph's origin.
struct Stamp {
    Rect area;
    Coverage fill;
    Coverage outline;  // empty: none is asked for
};

struct StampKey {
    const FontFace* face = nullptr;
    uint32_t glyph = 0;
    double em_px = 0;
    double outline_px = 0;
    int step_x = 0, step_y = 0;  // of the origin within its pixel, in kPenSteps
    friend auto operator<=>(const StampKey&, const StampKey&) = default;
};

class Stamps {
public:
    [[nodiscard]] const Stamp& of(const StampKey& key);

private:
    std::map<StampKey, Stamp> stamps_;
};

/// A bar, as an underline is one. `area` is seen from where `bar` is.
[[nodiscard]] Stamp stamp_of_bar(const RectF& bar, double outline_px);

}  // namespace gatecast
