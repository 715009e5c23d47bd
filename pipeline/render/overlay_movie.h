// SPDX-License-Identifier: GPL-3.0-or-later
// The drawn subtitles alone, as a film to lay over another in an editing program: ProRes 4444 with alpha in a QuickTime
// file. Called by `subs overlay`.
#pragma once

#include <filesystem>
#include <functional>

#include "filters/geometry.h"
#include "subtitles/subtitles.h"

namespace gatecast {

struct OverlayMovie {
    Size canvas;
    Rational rate{25, 1};
    Time from{0};    // of the clip: what frame 0 shows
    Time length{0};  // of the film; 0: until the last cue is over
};

/// Writes to `file`, under a temporary name until it is whole. `go_on` is told frames done and all, and stops the work
/// by answering false: nothing is left then. Returns the frames written. Throws Error when the file cannot be written
/// or there is nothing to show.
int64_t render_overlay_movie(const Subtitles& subtitles, const OverlayMovie& movie, const std::filesystem::path& file,
                             const std::function<bool(int64_t done, int64_t all)>& go_on);

}  // namespace gatecast
