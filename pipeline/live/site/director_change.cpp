// SPDX-License-Identifier: GPL-3.0-or-later
// What a director does when its site changes while it is on: what is on stays on where the new list has it too, what
// waits is chosen anew.
#include <algorithm>

#include "pipeline/live/site/director.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr size_t kToldAhead = 5;

bool stands_in(const std::vector<std::filesystem::path>& files, const std::filesystem::path& file) {
    return std::ranges::find(files, file) != files.end();
}

}  // namespace

void Director::unload_waiting(const std::function<bool(const Deck&)>& goes) {
    std::vector<std::string> gone;
    for (const Deck& each : decks_)
        if (!each.on && goes(each)) gone.push_back(each.id);
    for (const std::string& id : gone) {
        tools_.to_mixer({{"order", "unload"}, {"feed", settings_.feed}, {"deck", id}}, -1);
        forget(id);
    }
}

void Director::take_over(DirectorSettings settings, std::unique_ptr<Rundown> rundown, bool at_once) {
    const bool other_standby = settings.standby != settings_.standby;
    settings_ = std::move(settings);
    unload_waiting([&](const Deck& each) {
        return (each.role == Role::kFiller && !stands_in(settings_.fillers, each.entry.media)) ||
               (each.role == Role::kStandby && other_standby);
    });
    std::erase_if(wanted_, [&](const Wanted& each) {
        return (each.role == Role::kFiller && !stands_in(settings_.fillers, each.entry.media)) ||
               (each.role == Role::kStandby && other_standby);
    });
    if (rundown) take_over_rundown(std::move(rundown), at_once);
    if (mixer_) want_missing();
}

void Director::take_over_rundown(std::unique_ptr<Rundown> rundown, bool at_once) {
    rundown_ = std::move(rundown);
    static_cast<void>(rundown_->look_again(tools_.frame_now()));  // what is wrong with it is said when it is planned
    unload_waiting([](const Deck& each) { return each.role == Role::kItem; });
    std::erase_if(wanted_, [](const Wanted& each) { return each.role == Role::kItem; });
    lost_sources_.clear();
    resume_.reset();
    not_before_ = 0;
    const Deck* on = on_air();
    const auto same = on != nullptr ? rundown_->find(on->entry.key) : std::nullopt;
    if (same && same->media == on->entry.media && same->origin == on->entry.origin) {
        last_key_ = on->entry.key;
        rejoin_ = false;
        return;
    }
    rejoin_ = true;
    std::optional<RundownEntry> first = at_once ? rundown_->at(tools_.frame_now()) : std::nullopt;
    if (!first) {
        if (at_once && on != nullptr)
            tools_.to_mixer({{"order", "unload"}, {"feed", settings_.feed}, {"deck", on->id}}, -1);
        return;
    }
    last_key_ = first->key;
    rejoin_ = false;
    const bool by_the_clock = first->origin.has_value();  // then it comes on at its own frame
    want(Role::kItem, std::move(*first), !by_the_clock);
}

/// What is loaded, then what the list says after it.
json Director::next() const {
    json entries = json::array();
    const auto add = [&](const RundownEntry& entry) {
        json row{{"item", entry.key}, {"title", entry.title}, {"file", entry.media.string()}};
        if (!entry.source.empty()) row["source"] = entry.source;
        if (entry.origin) row["frame"] = *entry.origin;
        entries.push_back(std::move(row));
    };
    std::string key = last_key_;
    for (const Deck& each : decks_)
        if (!each.on && each.role == Role::kItem) add(each.entry);
    for (const Wanted& each : wanted_)
        if (each.role == Role::kItem) add(each.entry);
    while (entries.size() < kToldAhead) {
        const std::optional<RundownEntry> entry = rundown_->after(key);
        if (!entry) break;
        add(*entry);
        key = entry->key;
    }
    return {{"feed", settings_.feed}, {"next", entries}};
}

}  // namespace gatecast
