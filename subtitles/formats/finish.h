// SPDX-License-Identifier: GPL-3.0-or-later
// What every track goes through after its reader, whatever the format: text normalised, impossible times flagged, cues
// in order, the language found. Called by read_cues.
#pragma once

#include <string>

#include "subtitles/formats/format.h"

namespace gatecast {

/// `language` is what the caller says or the file's name claims; the text decides where both are silent.
void finish_track(Track& track, const std::string& language);

}  // namespace gatecast
