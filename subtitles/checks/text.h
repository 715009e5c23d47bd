// SPDX-License-Identifier: GPL-3.0-or-later
// The checks that read: which language and script the words are of, and whether they are Unicode at all. Called by
// check_track().
#pragma once

#include "subtitles/checks/sheet.h"

namespace gatecast {

void check_text(const Track& track, CheckSheet& sheet);

}  // namespace gatecast
