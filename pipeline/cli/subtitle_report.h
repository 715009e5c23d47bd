// SPDX-License-Identifier: GPL-3.0-or-later
// What `render` and `preview` say about the subtitles of a plan before a frame is made.
#pragma once

#include "pipeline/cli/console.h"
#include "pipeline/render/plan.h"

namespace gatecast {

/// A line a cause, with how often. False: there are errors, they were said, and `forgive` does not let them pass.
[[nodiscard]] bool report_subtitles(const RenderPlan& plan, bool forgive, Console& console);

}  // namespace gatecast
