// SPDX-License-Identifier: GPL-3.0-or-later
// Sound read a little faster or slower than it came: the band-limited value between samples, at any place. Untouched
// where the place is a sample's and the speed is 1. Plain functions over a line of stereo; any thread.
#pragma once

#include <span>

namespace gatecast {

inline constexpr int kDriftReach = 16;  // samples that are looked at to each side

/// `count` stereo samples for `to`, from place `from` (in samples of `line`) on, `speed` samples apart. What lies
/// outside `line` is silence.
void read_at_speed(std::span<const float> line, double from, double speed, std::span<float> to) noexcept;

}  // namespace gatecast
