// SPDX-License-Identifier: GPL-3.0-or-later
// An item's clip and plan, and every file that was read for them, with what it looked like and its hash. Called by the
// child that renders an item.
#pragma once

#include <map>
#include <vector>

#include "pipeline/night/items/item_job.h"
#include "pipeline/night/items/item_report.h"
#include "pipeline/render/content.h"
#include "pipeline/render/plan.h"

namespace gatecast {

class ItemPlan {
public:
    /// Probes the clip. Throws Error.
    ItemPlan(const ItemJob& job, const Store& store);

    [[nodiscard]] const Clip& clip() const { return clip_; }
    /// How long it is when the list does not say it.
    [[nodiscard]] Time length() const { return length_alone_; }
    /// Throws Error. Afterwards ingredients() knows the pictures of displays and programmes too.
    [[nodiscard]] RenderPlan plan();
    /// The media, the cue files in the request's order, then all else.
    [[nodiscard]] std::vector<Ingredient> ingredients() const { return ingredients_; }

private:
    [[nodiscard]] std::string see(const std::filesystem::path& file, const std::string& known_hash = {});

    RenderRequest request_;
    std::optional<Time> length_;
    Content content_;
    std::vector<Ingredient> ingredients_;
    Clip clip_;
    Time length_alone_{0};
};

}  // namespace gatecast
