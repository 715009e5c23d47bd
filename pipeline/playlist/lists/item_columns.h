// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what a list can say of an item: one row a column, with its key in TOML, its titles in spreadsheets, how
// it is read from a cell and written again. Readers, writers, the legend and complaints all come from it; a new field
// is a row here. Words that people write above columns stand in item_columns_tables.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/lists/row_report.h"
#include "pipeline/playlist/lists/written.h"

namespace gatecast {

/// What stands in a cell; `time` where a spreadsheet knows that it is one.
struct Cell {
    std::string_view text;  // trimmed
    std::optional<Time> time;
    bool shows_seconds = true;
};

/// Where a cell stands and what it needs to be understood.
struct CellContext {
    const DaySettings& settings;
    RowReport& report;
    int row = 0;
    std::string column;  // as the complaint names it: "D (Giờ phát)", "start"
    std::string name;    // of a family: the language of cues, the name of words
    LengthUnit unit = LengthUnit::kNone;
};

enum class RowUse : uint8_t { kItem, kFiller, kStandby };

/// An item while its cells are read.
struct ItemDraft {
    Item item;
    RowUse use = RowUse::kItem;
    std::string as_written;    // of the media, where a list of ours keeps both
    std::optional<Time> ends;  // by the clock
    std::optional<Date> date;  // of lists that hold several days
    bool by_operator = false;  // its end
    std::optional<Time> at_most;
};

struct ItemColumn {
    const char* key;    // of TOML; of a family what stands before the dot
    const char* title;  // in sheets of ours; null: not in sheets
    const char* words;  // parted by '|': what people write above it, beside the title
    const char* list;   // the closed list its values come from; null: none
    int width;          // characters, in sheets
    bool always;        // stands in every sheet of ours
    const char* help;   // N_(), for the legend
    void (*set)(ItemDraft&, const Cell&, const CellContext&);
    std::string (*get)(const Item&);  // null: a family, or read only
};
[[nodiscard]] std::span<const ItemColumn> item_columns();

struct FoundColumn {
    const ItemColumn* column = nullptr;
    std::string name;  // of a family
    LengthUnit unit = LengthUnit::kNone;
};
/// "start", "cues.km", "words.place.vi"; nothing: no such key.
[[nodiscard]] std::optional<FoundColumn> column_of_key(std::string_view key);
/// Every key but those of families, for "did you mean".
[[nodiscard]] std::vector<std::string> item_keys();
/// What we write above it in a sheet.
[[nodiscard]] std::string title_of(const FoundColumn& column);

/// Everything that an item says, in the order of the table: {"cues.km", "phim.km.srt"}.
using KeyedTexts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] KeyedTexts values_of(const Item& item);

/// What a draft's cells say together, once all are read: relays, ends, lengths.
[[nodiscard]] Item finished_item(ItemDraft draft, const CellContext& context);

}  // namespace gatecast
