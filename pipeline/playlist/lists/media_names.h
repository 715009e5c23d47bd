// SPDX-License-Identifier: GPL-3.0-or-later
// Where the files of a list really lie: paths of people's PCs mapped to this machine, names found whatever their case,
// composition and blanks, the nearest one offered. Called once a list, after it is read; reads folders.
#pragma once

#include "pipeline/playlist/lists/day_lists.h"

namespace gatecast {

/// Puts the file on the disk in place of each name in the day; what is missing becomes a problem, one a cause.
void find_files(DayReading& reading);

}  // namespace gatecast
