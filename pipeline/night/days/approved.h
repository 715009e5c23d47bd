// SPDX-License-Identifier: GPL-3.0-or-later
// Whether everything that an item is made from may be shown when it goes on air. Asked by the child before it renders,
// and by the night again for what it remembers: an approval can end or be withdrawn while files stay as they are.
#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/night/items/item_report.h"
#include "presets/message.h"

namespace gatecast {

/// Why not, one sentence a file; empty: it may be shown. Throws Error for a list that cannot be read.
[[nodiscard]] std::vector<Message> not_approved(const std::filesystem::path& list,
                                                const std::vector<Ingredient>& ingredients, int64_t shown_at_s);

}  // namespace gatecast
