// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of the catalogue for other systems: a table for people, and schema.org's VideoObject as JSON-LD for national
// stores and portals. Called by `gatecast catalogue`.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "pipeline/record/catalogue.h"
#include "pipeline/record/sheet.h"

namespace gatecast {

/// An entry with where it was shown.
struct ShownEntry {
    CatalogueEntry entry;
    std::vector<Appearance> showings;
    std::string media;  // from the export's own place; empty: none was put beside it
};

/// Every field by its name, for --json.
[[nodiscard]] nlohmann::ordered_json json_of(const ShownEntry& shown);
[[nodiscard]] nlohmann::ordered_json video_object(const ShownEntry& shown);
/// An ItemList of them.
[[nodiscard]] nlohmann::ordered_json video_list(const std::vector<ShownEntry>& entries);

/// Heads are English sentences of the message catalogue; the caller translates them.
[[nodiscard]] Sheet catalogue_sheet(const std::vector<ShownEntry>& entries);

}  // namespace gatecast
