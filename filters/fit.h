// SPDX-License-Identifier: GPL-3.0-or-later
// Where on the canvas a layer lands, in even pixels. canvas.cpp and painter.cpp call it; fit_picture is canvas.h's.
#pragma once

#include "filters/canvas.h"

namespace gatecast {

/// The largest even rectangle inside `area`, and the smallest around it: chroma is shared by pairs of pixels.
[[nodiscard]] Rect even_inside(const Rect& area);
[[nodiscard]] Rect even_around(const Rect& area);

/// The part of the source that `part` of `fit.target` shows, in 1/16 px before rotation.
[[nodiscard]] Rect source_of_part(const FitResult& fit, int rotation_degrees, const Rect& part);

}  // namespace gatecast
