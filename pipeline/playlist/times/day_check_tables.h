// SPDX-License-Identifier: GPL-3.0-or-later
// The causes that items of a day are complained of for, each with its sentence. Used by the check of days.
#pragma once

#include <string_view>

#include "pipeline/playlist/times/day_check.h"

namespace gatecast {

[[nodiscard]] const DayCause& day_cause(std::string_view code);

}  // namespace gatecast
