// SPDX-License-Identifier: GPL-3.0-or-later
// What a programme shows on one display: the item's data filled in, the logo among it, without what no file can know,
// everything at a place where it meets nothing else. Called while planning.
#pragma once

#include "pipeline/render/plan.h"
#include "pipeline/scene/places/arrangement.h"

namespace gatecast {

/// A warning of the plan; whoever offers fields to all displays expects it.
inline constexpr const char* kFieldNotAsked = N_("--field {}: no words that are shown ask for {}.");

/// A programme as one display shows it.
struct ShownProgramme {
    Arrangement arrangement;
    PictureChange change;
    CardWords card;
};
/// What is wrong or left out goes to the plan's clashes and warnings.
[[nodiscard]] ShownProgramme plan_programme(RenderPlan& plan, const Display& display, const Style& style,
                                            const PresetLibrary& library);

}  // namespace gatecast
