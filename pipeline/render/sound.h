// SPDX-License-Identifier: GPL-3.0-or-later
// One sound track of an output, whole: decoded, mixed with a voice, cut and padded to the grid, measured, brought to
// its loudness profile, encoded, put into the store. Runs in a lane of its own.
#pragma once

#include <functional>

#include "pipeline/media/loudness.h"
#include "pipeline/render/lane_events.h"
#include "pipeline/render/plan.h"
#include "pipeline/render/store.h"

namespace gatecast {

void render_sound(const RenderPlan& plan, const SoundPlan& sound, const Store& store,
                  const std::function<void(const LaneEvent&)>& tell);

/// What was measured and done, as a sound in the store remembers it. Throws Error when it is no longer there.
struct SoundFacts {
    Loudness before;
    Loudness after;
    double gain_db = 0;
    bool limited = false;
};
[[nodiscard]] SoundFacts sound_facts(const SoundPlan& sound, const Store& store);

}  // namespace gatecast
