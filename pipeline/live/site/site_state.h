// SPDX-License-Identifier: GPL-3.0-or-later
// What a site remembers from one process to the next: when its grid began, on the clocks of this boot. Read and written
// by the site process while it starts.
#pragma once

#include <filesystem>

#include "filters/geometry.h"

namespace gatecast {

struct SiteEpoch {
    Time origin{0};        // monotonic: the grid's frame 0
    Time wall_of_zero{0};  // UTC then
};

/// The one of this boot, made where there is none. Throws Error where the folder cannot be written.
[[nodiscard]] SiteEpoch epoch_of(const std::filesystem::path& state);

}  // namespace gatecast
