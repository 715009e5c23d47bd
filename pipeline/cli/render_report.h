// SPDX-License-Identifier: GPL-3.0-or-later
// What `render` says at its end, to a person or with --json.
#pragma once

#include "pipeline/cli/console.h"
#include "pipeline/render/render.h"

namespace gatecast {

void report_plan(const RenderPlan& plan, const Store& store, Console& console);
void report_result(const RenderPlan& plan, const RenderResult& result, const Store& store, Console& console);

}  // namespace gatecast
