// SPDX-License-Identifier: GPL-3.0-or-later
// A frame's number drawn as a strip of black and white cells, for machines that read outputs: 32 cells of 8×8 pixels in
// two rows at the top left, the highest bit first. Shown where the site's option `counter` asks for it; plain
// functions.
#pragma once

#include <cstdint>

#include "filters/image.h"

namespace gatecast {

inline constexpr Size kCounter_px{128, 16};

/// Nothing where the picture is smaller than the strip. The number counts modulo 2^32.
void draw_counter(const ImageView& picture, int64_t number) noexcept;

}  // namespace gatecast
