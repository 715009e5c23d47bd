// SPDX-License-Identifier: GPL-3.0-or-later
// Why segments are made: what their keys were made of the last time, kept in the store, against what they are made of
// now. Called by the render command, before and after the work.
#pragma once

#include <string>
#include <vector>

#include "pipeline/render/plan_keys.h"
#include "pipeline/render/store.h"

namespace gatecast {

/// Neighbouring segments of an output that are made for the same reasons.
struct Explanation {
    size_t output = 0;
    size_t first = 0;  // counted from 0
    size_t last = 0;
    std::vector<std::string> parts;  // that changed, as in segment_parts(); "new": never made; "lost": no longer kept
};

/// The segments of these outputs that the store lacks.
[[nodiscard]] std::vector<Explanation> explain(const RenderPlan& plan, const std::vector<size_t>& outputs,
                                               const Store& store, const HashFile& hash);
/// A changed part in people's words.
[[nodiscard]] Message reason_of(const std::string& part);

/// Keeps what the keys are made of, for the next explanation.
void remember_parts(const RenderPlan& plan, const std::vector<size_t>& outputs, const Store& store,
                    const HashFile& hash);

}  // namespace gatecast
