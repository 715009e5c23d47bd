// SPDX-License-Identifier: GPL-3.0-or-later
// How single cells of an item are understood. Used by the table of item columns only.
#pragma once

#include <string>

#include "pipeline/playlist/lists/item_columns.h"

namespace gatecast::cells {

void set_start(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_ends(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_date(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_media(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_relay(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_cues(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_words(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_silent(ItemDraft& draft, const Cell& cell, const CellContext& context);
void set_rights(ItemDraft& draft, const Cell& cell, const CellContext& context);

/// A length, or nothing and a complaint.
[[nodiscard]] std::optional<Time> length_of(const Cell& cell, const CellContext& context);
/// The id of a value of a closed list, or nothing and a remark.
[[nodiscard]] std::string choice_of(const char* list, const Cell& cell, const CellContext& context);
[[nodiscard]] std::string language_of(const Cell& cell, const CellContext& context);
[[nodiscard]] std::vector<std::string> languages_of(const Cell& cell, const CellContext& context);

[[nodiscard]] std::string written_end(const Item& item);

}  // namespace gatecast::cells
