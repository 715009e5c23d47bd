// SPDX-License-Identifier: GPL-3.0-or-later
// Timecode of a frame, HH:MM:SS:FF, counted without drop frames. Values only; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "filters/geometry.h"

namespace gatecast {

/// Frames from 00:00:00:00 to `timecode` ("10:00:00:00"; empty is 0). Throws Error on anything else.
[[nodiscard]] int64_t timecode_frames(const std::string& timecode, Rational rate);

/// The timecode `frame` frames after `start`; a day wraps.
[[nodiscard]] std::string timecode_at(const std::string& start, int64_t frame, Rational rate);

}  // namespace gatecast
