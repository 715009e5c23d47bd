// SPDX-License-Identifier: GPL-3.0-or-later
// From a plan to things that compose: a display's scene with what the request lays over it, and how its source is
// opened. Shared by lanes and previews, so that a preview shows what the render will.
#pragma once

#include <memory>

#include "pipeline/render/plan.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

[[nodiscard]] std::unique_ptr<Scene> make_scene(const RenderPlan& plan, const Composition& composition);

[[nodiscard]] SourceOptions source_options(const RenderRequest& request, const Display& display);

}  // namespace gatecast
