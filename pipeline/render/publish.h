// SPDX-License-Identifier: GPL-3.0-or-later
// From segments and sound in the store to the file in its place: joined as a stream copy, checked packet by packet,
// renamed last, with a manifest beside it that says whose it is. Called by the starter.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "pipeline/render/join.h"
#include "pipeline/render/plan.h"
#include "pipeline/render/segment_encoder.h"
#include "pipeline/render/store.h"

namespace gatecast {

struct Published {
    int64_t bytes = 0;
    std::vector<FrameRun> black;
    std::vector<FrameRun> frozen;
    bool damaged = false;  // a part of it was made from a damaged part of the clip
};

/// Same job, same inputs, and nobody touched the file since.
[[nodiscard]] bool already_published(const RenderPlan& plan, const OutputPlan& output);

/// Removes what a killed publisher of this output left beside it.
void sweep_beside(const OutputPlan& output) noexcept;

/// Makes the output's directory. Throws Error where nothing can be written, before anything is rendered for it.
void make_directory(const OutputPlan& output);

/// Throws Error when something else stands where the output goes and `force` was not given.
void refuse_to_overwrite(const RenderPlan& plan, const OutputPlan& output, bool force);

/// What is known of an output that stands already, out of its segments. Throws StoreEntryLost where the store no longer
/// has them.
[[nodiscard]] Published published_facts(const OutputPlan& output, const Store& store);

/// Throws StoreEntryLost, or Error (disk full, file too large, damage found by the check).
[[nodiscard]] Published publish(const RenderPlan& plan, const OutputPlan& output, const Store& store);

}  // namespace gatecast
