// SPDX-License-Identifier: GPL-3.0-or-later
// The background beside a fitted picture: the same picture filling the area, very soft and dimmed. One thread;
// painter.cpp calls it. Cheap, because everything happens on a picture 16 times smaller each way.
#pragma once

#include <span>

#include "filters/canvas.h"
#include "filters/scaler_shelf.h"
#include "filters/scratch.h"

namespace gatecast {

class BlurFill {
public:
    /// Paints `strips` (parts of `area`, the layer's on the canvas; empty ones are left out) into `to`, which is as
    /// large as `area`. False: no scaler takes the picture.
    bool paint(const PictureLayer& layer, std::span<const Rect> strips, const Rect& area, const ImageView& to);

private:
    ScalerShelf scalers_;
    Scratch small_;
    Scratch blurred_;
};

}  // namespace gatecast
