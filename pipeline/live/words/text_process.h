// SPDX-License-Identifier: GPL-3.0-or-later
// A text process of a site, `gatecast text`: sets and draws words, and hands finished overlays to the mixer, so that
// neither the time that takes nor a text that brings the engine down can reach the screens. One draws the subtitles of
// items that are played raw, another the live lines, which so never wait for a long film. It goes on without the site
// process, and ends when the mixer hangs up.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "pipeline/live/descriptor.h"

namespace gatecast {

inline constexpr const char* kItemWords = "items";
inline constexpr const char* kLineWords = "lines";

/// `settings`: {"work": one of the two, "mixer": its settings, "languages": of lines}. Throws Error where it cannot be
/// set up.
void run_text(const nlohmann::json& settings, Descriptor mixer, Descriptor site);

}  // namespace gatecast
