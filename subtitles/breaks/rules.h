// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of line ends that hold in every script: what a break is worth by the sign before it, where scripts meet,
// what must stay together. Applied in this order by LineBreaker.
#pragma once

#include <string_view>

#include "subtitles/breaks/place.h"

namespace gatecast {

/// Of a place where Unicode allows a break: its kind and cost by what stands before it.
void allow_by_context(std::u32string_view text, size_t n, Place& place);

/// Khmer is written without spaces: it may also break where it meets Latin letters, numbers, brackets.
void allow_at_edges_of_khmer(std::u32string_view text, Places& places);

/// Closing signs, ។ល។, number groups, numbers and units, NBSP and WJ, the dash of a speaker.
void keep_together(std::u32string_view text, Places& places);

}  // namespace gatecast
