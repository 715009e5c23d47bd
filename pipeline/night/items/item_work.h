// SPDX-License-Identifier: GPL-3.0-or-later
// One item, from its files to its files: probed, its approvals asked, planned, rendered, hashed. What goes wrong ends
// in the report. Runs in a child process of its own, so that whatever a clip does to it stays there.
#pragma once

#include <functional>

#include "pipeline/night/items/item_job.h"
#include "pipeline/night/items/item_report.h"
#include "pipeline/render/plan.h"
#include "pipeline/render/store.h"

namespace gatecast {

struct ItemWatcher {
    std::function<void(const ItemEvent&)> tell;
    std::function<bool()> stop = [] { return false; };
};

/// `program`: this executable, for lanes. Says a report or, if it was stopped, kStopped; GStreamer has been started.
void work_item(const ItemJob& job, const std::filesystem::path& program, const Store& store,
               const Catalogue& vietnamese, const ItemWatcher& watcher);

/// A small picture of each display's file, beside it.
void draw_thumbnails(const RenderPlan& plan);

/// Where the thumbnail of an output lies in the item's folder.
[[nodiscard]] std::filesystem::path thumbnail_of(const std::filesystem::path& folder, const FileReport& file);

}  // namespace gatecast
