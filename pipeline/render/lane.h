// SPDX-License-Identifier: GPL-3.0-or-later
// A lane: the process that makes a contiguous run of segments. One decode feeds the grids of all displays, each grid's
// frames go to the encoders of its outputs, each finished segment goes whole into the store.
#pragma once

#include <functional>

#include "pipeline/render/job.h"
#include "pipeline/render/lane_events.h"

namespace gatecast {

/// Works `lane` off; what is in the store already is left out. Throws Error when it cannot go on.
void run_lane(const RenderPlan& plan, const Lane& lane, const Store& store,
              const std::function<void(const LaneEvent&)>& tell);

}  // namespace gatecast
