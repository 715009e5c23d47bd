// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a PNG in memory of no more than 256 colours: a third of the bytes of one in full colour, for pages that
// hold hundreds of them. Called by the command line; any thread.
#pragma once

#include <string>

#include "filters/image.h"

namespace gatecast {

/// `picture` is 8 bit kRgb. Few colours stay as they are; many are brought down to the nearest of 256.
[[nodiscard]] std::string small_png(const ConstImageView& picture);

}  // namespace gatecast
