// SPDX-License-Identifier: GPL-3.0-or-later
// A frame of libav as a picture, its planes as they lie. Private to this room; any thread.
#pragma once

#include <memory>

#include "pipeline/media/libav.h"

namespace gatecast::libav {

/// Whether the planes can be taken as they lie: else the frame is packed, has a palette, or an odd subsampling.
[[nodiscard]] bool planar_as_is(const AVFrame& frame);
/// The picture keeps the frame alive. Only where planar_as_is().
[[nodiscard]] Picture picture_of(std::shared_ptr<AVFrame> frame, const ColourSpec& colour);

}  // namespace gatecast::libav
