// SPDX-License-Identifier: GPL-3.0-or-later
// A composed picture as a small JPEG in memory, for people who look at what a display shows. Called by the mixer, off its
// composing thread; any thread.
#pragma once

#include <string>

#include "filters/image.h"

namespace gatecast {

/// `picture` is 8 bit 4:2:0 of limited range, 2×2 pixels at least; it becomes `most_px` wide at most.
[[nodiscard]] std::string small_jpeg(const Picture& picture, int most_px);

}  // namespace gatecast
