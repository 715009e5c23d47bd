// SPDX-License-Identifier: GPL-3.0-or-later
// What no single option can know: which codecs go into which file, which settings go together, and which display goes
// with which encode. Called while reading and while planning.
#pragma once

#include <string>

#include "presets/display.h"
#include "presets/encode.h"
#include "presets/option_table.h"

namespace gatecast {

void check_encode(const Encode& encode, const Layers& layers, Problems& problems);

/// Throws Error when `encode` cannot carry `display`: size, rate, fields, a GOP longer than a segment.
void check_pair(const Display& display, const Encode& encode);

[[nodiscard]] std::string container_suffix(Container container);
[[nodiscard]] std::string container_name(Container container);
[[nodiscard]] std::string codec_name(VideoCodec codec);
[[nodiscard]] std::string codec_name(AudioCodec codec);

}  // namespace gatecast
