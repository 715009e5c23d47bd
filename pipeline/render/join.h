// SPDX-License-Identifier: GPL-3.0-or-later
// Segments and sound of one output joined into its container as a stream copy, every packet looked at: each frame once,
// in coding order, each segment on a keyframe. Called by publish.
#pragma once

#include <filesystem>

#include "pipeline/render/plan.h"
#include "pipeline/render/store.h"

namespace gatecast {

/// A segment or sound that the store gave back damaged, or no longer has: it is to be made again.
struct StoreEntryLost {};

/// Writes `path`. Throws StoreEntryLost, or Error where the segments do not join.
void join(const RenderPlan& plan, const OutputPlan& output, const Store& store, const std::filesystem::path& path);

}  // namespace gatecast
