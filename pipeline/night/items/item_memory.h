// SPDX-License-Identifier: GPL-3.0-or-later
// What the night remembers of its items, beside their files: an item whose job, files, presets, fonts and program are
// what they were, and whose finished files nobody touched, is ready without a process or a plan. Called by the night.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "pipeline/night/days/day_tasks.h"
#include "pipeline/night/items/item_report.h"
#include "pipeline/playlist/times/timetable.h"

namespace gatecast {

class ItemMemory {
public:
    /// Looks once at what all items share.
    explicit ItemMemory(const DayWork& work);

    /// What came of the item last time, if the same would come of it now. It may be a failure.
    [[nodiscard]] std::optional<ItemReport> recall(const ItemTask& task) const;
    /// How long its media are, as long as nobody touched them.
    [[nodiscard]] std::optional<MediaFact> length(const ItemTask& task) const;
    /// Keeps a report: whole or not at all. What cannot be kept (the disk is full) is found out again next time.
    void keep(const ItemTask& task, ItemReport report) const;
    /// Keeps what a look at the media found, where nothing more is known of the item: a night that is begun again needs
    /// no second look.
    void keep_look(const ItemTask& task, const ItemReport& report) const;

private:
    [[nodiscard]] std::string fingerprint(const ItemTask& task) const;
    [[nodiscard]] bool unchanged(const Ingredient& one) const;

    std::string environment_;
    mutable std::map<std::filesystem::path, std::string> identities_;  // of this moment; logos are every item's
};

}  // namespace gatecast
