// SPDX-License-Identifier: GPL-3.0-or-later
// What still clashes among graphics that are at their places. Called by the arrangement. Pure.
#pragma once

#include <vector>

#include "pipeline/scene/places/arrangement.h"
#include "pipeline/scene/places/band_room.h"
#include "pipeline/scene/places/stage.h"

namespace gatecast {

/// Those that overlap, those that leave subtitles no room, those that reach into the edge.
[[nodiscard]] std::vector<Clash> find_clashes(const Stage& stage, const std::vector<Graphic>& graphics,
                                              BandRoom& bands);

}  // namespace gatecast
