// SPDX-License-Identifier: GPL-3.0-or-later
// A day while its list is read: every reader puts what it finds here, and here it becomes a Day. Used by the readers of
// day lists.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/playlist/lists/day_keys.h"
#include "pipeline/playlist/lists/day_lists.h"
#include "pipeline/playlist/lists/item_columns.h"

namespace gatecast {

class ListDraft {
public:
    /// `settings` must outlive this. `file`: as complaints name it, with the folder it lies in.
    ListDraft(const DaySettings& settings, std::filesystem::path file);

    [[nodiscard]] RowReport& report() { return report_; }
    [[nodiscard]] const std::string& name() const { return report_.file(); }
    [[nodiscard]] CellContext context(int row, std::string column) {
        return {settings_, report_, row, std::move(column), "", {}};
    }

    /// `label`: as the list names the key. Several values of one that holds one: the first counts.
    void set(const FoundKey& key, const Texts& values, int row, const std::string& label);
    /// Adds a value to a key that holds several.
    void append(const FoundKey& key, const std::string& value, int row);
    void add(ItemDraft item, int row);
    [[nodiscard]] bool empty() const { return items_.empty(); }
    /// Nothing of the list can be trusted: its items go.
    void refuse() { refused_ = true; }

    [[nodiscard]] DayReading finished() &&;

private:
    struct Dated {
        Item item;
        std::optional<Date> date;
    };
    void find_date();
    void take_items();
    void name_items();
    void add_usual_folders();

    const DaySettings& settings_;
    RowReport report_;
    Day day_;
    std::vector<Dated> items_;
    std::vector<std::pair<std::string, Texts>> appended_;
    bool refused_ = false;
};

}  // namespace gatecast
