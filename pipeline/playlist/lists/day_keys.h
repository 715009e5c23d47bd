// SPDX-License-Identifier: GPL-3.0-or-later
// The table of what a list says of its whole day: one row a key, with its label above the table of a spreadsheet, how
// it is read and written. Used by all readers and writers of day lists, and for the settings of a house.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/playlist/day.h"
#include "pipeline/playlist/lists/row_report.h"

namespace gatecast {

using Texts = std::vector<std::string>;

struct KeyContext {
    RowReport& report;
    int row = 0;
    std::string key;   // as the complaint names it
    std::string name;  // of a family: "km" of quotas.km
};

struct DayKey {
    const char* key;
    const char* label;  // in sheets: "Ngày / Date"
    const char* words;  // parted by '|': other labels that people write
    bool list;          // holds several values
    const char* help;   // N_(), for the legend
    void (*set)(Day&, const Texts&, const KeyContext&);
    Texts (*get)(const Day&);  // null: a family
};
[[nodiscard]] std::span<const DayKey> day_keys();

struct FoundKey {
    const DayKey* key = nullptr;
    std::string name;  // of a family
};
/// "channel", "quotas.km".
[[nodiscard]] std::optional<FoundKey> day_key(std::string_view key);

struct DayValue {
    std::string key;
    std::string label;
    Texts values;
    bool list = false;
};
/// Everything the day says that a Day does not say by itself, in the order of the table.
[[nodiscard]] std::vector<DayValue> values_of(const Day& day);

}  // namespace gatecast
