// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/sheet_rows.h"

#include <algorithm>
#include <map>

namespace gatecast {
namespace {

using ItemValues = std::map<std::string, std::string>;

ItemValues shown_values(Item item) {
    if (!item.media_as_written.empty()) item.media = item.media_as_written;
    const KeyedTexts values = values_of(item);
    return {values.begin(), values.end()};
}

/// In the order of the table; languages and names of families in the order they come.
std::vector<SheetColumn> columns_for(const Day& day) {
    std::vector<SheetColumn> columns;
    for (const ItemColumn& column : item_columns()) {
        if (column.title == nullptr) continue;
        const std::string prefix = std::string(column.key) + ".";
        std::vector<std::string> names;
        bool used = column.always;
        for (const Item& item : day.items) {
            for (const auto& [key, value] : values_of(item)) {
                used |= key == column.key;
                const std::string name = key.starts_with(prefix) ? key.substr(prefix.size()) : "";
                if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
            }
        }
        for (const std::string& name : names) {
            const FoundColumn found{&column, name, {}};
            columns.push_back({found, title_of(found)});
        }
        if (names.empty() && used) columns.push_back({{&column, "", {}}, title_of({&column, "", {}})});
    }
    return columns;
}

}  // namespace

SheetRows sheet_rows(const Day& day, const DaySettings& settings) {
    SheetRows sheet;
    for (const DayValue& value : values_of(day)) {
        Texts row{value.label};
        for (const std::string& each : value.values)
            row.push_back(value.key == "date" ? vietnamese_date(day.date) : each);
        sheet.facts.push_back(std::move(row));
    }
    sheet.columns = columns_for(day);
    for (const Item& item : day.items) {
        const ItemValues values = shown_values(item);
        Texts row;
        for (const SheetColumn& column : sheet.columns) {
            const std::string key =
                std::string(column.of.column->key) + (column.of.name.empty() ? "" : "." + column.of.name);
            const auto value = values.find(key);
            std::string text = value == values.end() ? "" : value->second;
            if (column.of.column->list != nullptr && !text.empty())
                text = settings.fields.label(column.of.column->list, text, "vi");
            row.push_back(std::move(text));
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

}  // namespace gatecast
