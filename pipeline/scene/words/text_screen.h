// SPDX-License-Identifier: GPL-3.0-or-later
// A display as the layout of subtitles sees it. Called while planning a render, and by what lays cues out without one.
#pragma once

#include "presets/display.h"
#include "subtitles/screen.h"

namespace gatecast {

/// `keep_out`: areas that stay free of text, with a little air above.
[[nodiscard]] Screen text_screen(const Display& display, std::vector<Rect> keep_out = {});

}  // namespace gatecast
