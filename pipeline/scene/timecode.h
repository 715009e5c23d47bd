// SPDX-License-Identifier: GPL-3.0-or-later
// A running timecode in the picture: each sign drawn once, laid down by its place every frame.
#pragma once

#include <array>
#include <vector>

#include "filters/canvas.h"

namespace gatecast {

class TimecodeLabel {
public:
    /// Centred at the bottom of a picture of `canvas`, `margin_px` above its edge.
    TimecodeLabel(double height_px, Size canvas, int margin_px, Chroma chroma, Rational rate);

    void add_layers(int64_t frame, std::vector<Layer>& layers) const;

    /// "00:01:02:03" of a frame at a rate, counted in whole frames a second (no drop-frame: 25 and 50 need none).
    [[nodiscard]] static std::array<char, 11> signs(int64_t frame, Rational rate);

private:
    static constexpr int kSigns = 11;                          // "0123456789:"
    std::array<std::array<OverlayRef, kSigns>, 11> overlays_;  // [place][sign]
    OverlayRef box_;
    Rational rate_;
};

}  // namespace gatecast
