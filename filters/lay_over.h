// SPDX-License-Identifier: GPL-3.0-or-later
// Overlays onto a canvas: blended inside their ink, or copied where they hide everything. painter.cpp calls it, and
// damage.cpp asks where an overlay lands.
#pragma once

#include "filters/blend.h"
#include "filters/canvas.h"

namespace gatecast {

/// Where the whole overlay stands on the canvas, moved.
[[nodiscard]] Rect place_of(const OverlayLayer& layer);

/// The part of it that its window lets be seen.
[[nodiscard]] Rect seen_of(const OverlayLayer& layer);

/// It needs no blending, and nothing of what lies below shows through.
[[nodiscard]] bool hides_what_is_below(const OverlayLayer& layer);

/// Lays it over `canvas` inside `clip`, which is even. False: an overlay of another chroma.
bool lay_over(const Kernels& kernels, const OverlayLayer& layer, const ImageView& canvas, const Rect& clip);

}  // namespace gatecast
