// SPDX-License-Identifier: GPL-3.0-or-later
// What people write above the columns of a day list, and before the facts above its table: Vietnamese with or without
// marks, English, languages. Used by the reader of tables; made once a list.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/playlist/lists/day_keys.h"
#include "pipeline/playlist/lists/item_columns.h"

namespace gatecast {

struct HeadColumn {
    FoundColumn found;        // column null: known, and of no use here (STT, notes)
    std::string title;        // as written
    std::string of_language;  // all that the title says is a language: a title's or a cue file's, the cells tell
};

class HeadTitles {
public:
    HeadTitles();
    /// Nothing: it says nothing known.
    [[nodiscard]] std::optional<HeadColumn> column(std::string_view title) const;
    [[nodiscard]] std::optional<FoundKey> day_key_of(std::string_view label) const;

private:
    [[nodiscard]] std::optional<FoundColumn> exact(std::string_view part) const;
    [[nodiscard]] std::optional<FoundKey> key_of_words(std::string_view words) const;
    [[nodiscard]] const ItemColumn* within(std::string_view words) const;
    std::map<std::string, const ItemColumn*, std::less<>> columns_;  // null: of no use
    std::map<std::string, const DayKey*, std::less<>> keys_;
};

}  // namespace gatecast
