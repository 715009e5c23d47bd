// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the picture of a region: scaled, turned, fitted, with its bars or their soft background. One thread;
// painter.cpp lays what it gives onto the canvas.
#pragma once

#include "filters/blur_fill.h"
#include "filters/canvas.h"
#include "filters/scaler_shelf.h"
#include "filters/stills.h"

namespace gatecast {

class RegionPainter {
public:
    explicit RegionPainter(Team* team) : scalers_(team) {}

    void next_frame() { stills_.next_frame(); }

    /// Whether all of the layer's area was kept from an earlier frame; and its pixels, else null.
    [[nodiscard]] bool kept(const PictureLayer& layer) { return stills_.has(key_of(layer)); }
    [[nodiscard]] const Image* paint_again(const PictureLayer& layer) { return stills_.paint_again(key_of(layer)); }

    /// `area` of the layer, on the canvas and even, into `to`, which is as large. False: nothing but its bars' colour
    /// could be painted.
    bool paint(const PictureLayer& layer, const Rect& area, const ImageView& to);

private:
    bool paint_anew(const PictureLayer& layer, const Rect& area, const ImageView& to);

    ScalerShelf scalers_;
    BlurFill blur_fill_;
    Stills stills_;
};

}  // namespace gatecast
