// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/playlist/lists/list_draft.h"

#include <algorithm>
#include <set>

#include "pipeline/playlist/lists/folded.h"

namespace gatecast {
namespace {

constexpr Time kOneDay = std::chrono::hours(24);

/// What an item is called by when nobody named it.
std::string own_name(const Item& item, size_t place) {
    std::string stem = item.media.string();
    stem = stem.substr(stem.find_last_of("/\\") + 1);
    stem = stem.substr(0, stem.rfind('.'));
    for (const std::string& each : {item.title_vi, item.title_en, stem, item.relay ? item.relay->source : ""})
        if (std::string slug = slug_of(each); !slug.empty()) return slug;
    return "muc-" + std::to_string(place);
}

std::string unique_name(const std::string& wanted, const std::set<std::string>& taken) {
    std::string name = wanted;
    for (int n = 2; taken.contains(name); ++n) name = wanted + "-" + std::to_string(n);
    return name;
}

}  // namespace

ListDraft::ListDraft(const DaySettings& settings, std::filesystem::path file)
    : settings_(settings), report_(file.filename().string()), day_(settings.usual) {
    day_.file = std::move(file);
    day_.items.clear();
}

void ListDraft::set(const FoundKey& key, const Texts& values, int row, const std::string& label) {
    if (!values.empty()) key.key->set(day_, values, {report_, row, label, key.name});
}

void ListDraft::append(const FoundKey& key, const std::string& value, int row) {
    auto known = std::ranges::find(appended_, key.key->key, [](const auto& each) { return each.first; });
    if (known == appended_.end()) known = appended_.insert(known, {key.key->key, {}});
    known->second.push_back(value);
    set(key, known->second, row, key.key->key);
}

void ListDraft::add(ItemDraft draft, int row) {
    const CellContext at = context(row, "");
    const RowUse use = draft.use;
    const std::optional<Date> date = draft.date;
    Item item = finished_item(std::move(draft), at);
    if (use == RowUse::kFiller) {
        day_.fillers.push_back(item.media);
    } else if (use == RowUse::kStandby) {
        day_.standby = item.media;
    } else {
        if (item.media.empty() && !item.relay) {
            report_.problem(row,
                            message("{}, row {}: no file is named. Write its path or its name, or \"trực tiếp: …\" for "
                                    "a live relay.",
                                    name(), row));
        }
        items_.push_back({std::move(item), date});
    }
}

void ListDraft::find_date() {
    if (settings_.date) {
        const bool other = day_.date.ok() && day_.date != *settings_.date &&
                           std::ranges::none_of(items_, [](const Dated& each) { return each.date.has_value(); });
        if (other)
            report_.remark(0, message("{}: the list says {}; it was read for {} as asked.", name(),
                                      vietnamese_date(day_.date), vietnamese_date(*settings_.date)));
        day_.date = *settings_.date;
        return;
    }
    std::optional<Date> first;
    for (const Dated& each : items_)
        if (each.date && (!first || *each.date < *first)) first = each.date;
    if (!day_.date.ok() && first) day_.date = *first;
    if (day_.date.ok()) return;
    if (const auto named = date_in(day_.file.filename().string())) {
        day_.date = *named;
    } else if (!items_.empty()) {
        report_.remark(0,
                       message("{}: nothing says for which day it is. Write \"Ngày: 02/12/2026\" above the table, or "
                               "give --date.",
                               name()));
    }
}

void ListDraft::take_items() {
    const bool known = day_.date.ok();
    const Date next = std::chrono::sys_days(known ? day_.date : Date(std::chrono::sys_days())) + std::chrono::days(1);
    for (Dated& each : items_) {
        const bool of_the_night = each.date && each.date == next && each.item.start && *each.item.start < day_.begins;
        if (of_the_night) *each.item.start += kOneDay;
        if (known && each.date && *each.date != day_.date && !of_the_night) {
            report_.remark(each.item.origin.row,
                           message("{}, row {}: of another day ({}), not read. Give --date to read that day.", name(),
                                   each.item.origin.row, vietnamese_date(*each.date)));
        } else {
            day_.items.push_back(std::move(each.item));
        }
    }
}

void ListDraft::name_items() {
    std::set<std::string> taken;
    std::vector<Item*> unnamed;
    for (Item& item : day_.items) {
        if (item.id.empty()) {
            unnamed.push_back(&item);
            continue;
        }
        const std::string id = unique_name(item.id, taken);
        if (id != item.id)
            report_.remark(item.origin.row,
                           message("{}, row {}: the ID \"{}\" was used before; this item is called {}.", name(),
                                   item.origin.row, item.id, id));
        item.id = id;
        taken.insert(id);
    }
    for (Item* item : unnamed) {
        const auto place = static_cast<size_t>(item - day_.items.data()) + 1;
        item->id = unique_name(own_name(*item, place), taken);
        taken.insert(item->id);
    }
}

void ListDraft::add_usual_folders() {
    for (const PathMap& each : settings_.usual.path_map)
        if (std::ranges::find(day_.path_map, each) == day_.path_map.end()) day_.path_map.push_back(each);
    for (const std::filesystem::path& each : settings_.usual.folders)
        if (std::ranges::find(day_.folders, each) == day_.folders.end()) day_.folders.push_back(each);
}

DayReading ListDraft::finished() && {
    find_date();
    if (!refused_) take_items();
    name_items();
    add_usual_folders();
    return {std::move(day_), report_.problems(), report_.remarks()};
}

}  // namespace gatecast
