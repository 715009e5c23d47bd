// SPDX-License-Identifier: GPL-3.0-or-later
// Paints one layer into a canvas buffer. One thread; canvas.cpp decides what is painted where.
#pragma once

#include "filters/blend.h"
#include "filters/blur_fill.h"
#include "filters/canvas.h"
#include "filters/scaler_shelf.h"

namespace gatecast {

class Painter {
public:
    /// `clip` is even. Pictures are inside it whole; fills and overlays are cut at it. False: left out, nothing or
    /// only its bars' colour painted.
    bool paint(const Layer& layer, const ImageView& canvas, const Rect& clip);

private:
    bool paint_picture(const PictureLayer& layer, const ImageView& canvas);
    bool paint_transition(const TransitionLayer& layer, const ImageView& canvas);

    ScalerShelf scalers_;
    BlurFill blur_fill_;
    Image other_;  // the second picture of a cross-fade, at its place on a canvas of its own
};

/// Lays an overlay over `canvas` inside `clip`, plane by plane, only where there is ink. False: another chroma.
bool blend_overlay(const Kernels& kernels, const Overlay& overlay, int opacity_256, const ImageView& canvas,
                   const Rect& clip);

}  // namespace gatecast
