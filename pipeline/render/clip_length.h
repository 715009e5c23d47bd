// SPDX-License-Identifier: GPL-3.0-or-later
// How long a clip lasts on a screen when nobody says it. Used by plans of renders and by timetables.
#pragma once

#include "pipeline/media/clip.h"

namespace gatecast {

/// How long a clip lasts by itself: of stills, pages and photos as long as each of them stands.
[[nodiscard]] Time natural_length(const Clip& clip, Time still_time);
/// It stands as long as it is told to.
[[nodiscard]] bool stands_still(const Clip& clip);

}  // namespace gatecast
