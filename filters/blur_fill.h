// SPDX-License-Identifier: GPL-3.0-or-later
// The background beside a fitted picture: the same picture filling the area, very soft and dimmed. One thread;
// painter.cpp calls it. Cheap, because everything happens on a picture 16 times smaller each way.
#pragma once

#include <span>

#include "filters/canvas.h"
#include "filters/scaler_shelf.h"

namespace gatecast {

class BlurFill {
public:
    /// Paints `strips` (parts of layer.area, on `canvas`) only. False: no scaler takes the picture.
    bool paint(const PictureLayer& layer, std::span<const Rect> strips, const ImageView& canvas);

private:
    ScalerShelf scalers_;
    Image small_;
    Image blurred_;
};

}  // namespace gatecast
