// SPDX-License-Identifier: GPL-3.0-or-later
// Where a WebVTT cue stands: its settings and REGION blocks to our anchor and point, and back. Used by the WebVTT
// reader and writer.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "subtitles/cue.h"
#include "subtitles/formats/findings.h"

namespace gatecast {

struct WebvttRegion {  // per cents, as the format's defaults have them
    double width = 100;
    double lines = 3;
    double anchor_x = 0, anchor_y = 100;  // of the region
    double screen_x = 0, screen_y = 100;  // where that stands
};
using WebvttRegions = std::map<std::string, WebvttRegion, std::less<>>;

/// One REGION block without its first line.
void read_webvtt_region(std::string_view block, WebvttRegions& regions);
/// "line:0 position:20%,line-left align:left": into anchor and position; what cannot be done is reported.
void read_webvtt_settings(std::string_view settings, const WebvttRegions& regions, Cue& cue, Findings& findings);
/// The settings that are read back to the cue's anchor and position; empty: the usual place.
[[nodiscard]] std::string webvtt_settings(const Cue& cue);

}  // namespace gatecast
