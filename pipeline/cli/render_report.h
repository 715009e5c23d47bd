// SPDX-License-Identifier: GPL-3.0-or-later
// What `render` says of its graphics before a frame is made, and of everything at its end, to a person or with --json.
#pragma once

#include "pipeline/cli/console.h"
#include "pipeline/render/explain.h"
#include "pipeline/render/render.h"

namespace gatecast {

/// What was left out of a plan's graphics or is not good.
void warn_of_graphics(const RenderPlan& plan, Console& console);
/// That, and what cannot be shown. False: there is such a thing.
[[nodiscard]] bool report_graphics(const RenderPlan& plan, Console& console);

/// Why segments are made; `explained`: somebody asked.
struct Why {
    bool explained = false;
    std::vector<Explanation> explanations;
};
void report_why(const RenderPlan& plan, const Why& why, Console& console);

void report_plan(const RenderPlan& plan, const Store& store, const Why& why, Console& console);
void report_result(const RenderPlan& plan, const RenderResult& result, const Store& store, const Why& why,
                   Console& console);

}  // namespace gatecast
