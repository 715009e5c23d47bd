// SPDX-License-Identifier: GPL-3.0-or-later
// Turning pictures by quarters: copies, nothing is resampled. scale.cpp and place.cpp call it.
#pragma once

#include "filters/image.h"

namespace gatecast {

/// The size after a clockwise rotation by 0, 90, 180 or 270 degrees.
[[nodiscard]] Size rotated(Size size, int degrees);

/// One plane of `size` samples (before rotation), clockwise; `to` holds rotated(size, degrees).
void rotate_plane(const ConstPlane& from, Size size, int bytes_per_sample, int degrees, const Plane& to);

}  // namespace gatecast
