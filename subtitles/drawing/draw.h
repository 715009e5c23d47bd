// SPDX-License-Identifier: GPL-3.0-or-later
// Shaped lines as an overlay: shadow, box, all outlines under all fills, drawn once with Cairo into masks and converted
// once. Called by the overlay worker and by previews.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "filters/overlay.h"
#include "subtitles/shaping/shape.h"

namespace gatecast {

/// How text is painted. Lengths are shares of the em unless they say px.
struct Paint {
    Rgb fill{1, 1, 1};
    Rgb outline{0, 0, 0};
    double outline_em = 0.07;  // on each side of the stroke; at least kMinOutlinePx unless 0
    Rgb shadow{0, 0, 0};
    double shadow_em = 0;  // how far down and right; 0: none
    double shadow_opacity = 0.6;
    std::optional<Rgb> box;  // behind the lines, padded
    double box_opacity = 0.75;
    double box_padding_em = 0.15;
    double opacity = 1;  // of everything
};
inline constexpr double kMinOutlinePx = 2;

/// A line at its place on the canvas: x, baseline on whole pixels.
struct PlacedLine {
    ShapedLine line;
    int x = 0;
    int baseline = 0;
    double em_px = 0;  // of the Latin text: what Paint's lengths are shares of
};

/// Everything that the lines' drawing touches: ink, outline, shadow, box. Whole pixels, rounded outwards.
[[nodiscard]] Rect painted_area(const std::vector<PlacedLine>& lines, const Paint& paint);

/// Drawn and converted. `canvas` cuts it. Null: no ink. change_id is the caller's.
[[nodiscard]] OverlayRef draw_lines(const std::vector<PlacedLine>& lines, const Paint& paint, Size canvas,
                                    Chroma chroma, uint64_t change_id);

/// The same as straight RGBA for a file: `area` is where it stands.
struct DrawnRgba {
    Rect area;
    std::vector<uint8_t> rgba;  // rows of area.width * 4, straight alpha
};
[[nodiscard]] DrawnRgba draw_rgba(const std::vector<PlacedLine>& lines, const Paint& paint, Size canvas);

}  // namespace gatecast
