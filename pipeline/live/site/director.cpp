// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/site/director.h"

#include <algorithm>
#include <csignal>

#include "pipeline/live/decks/deck_process.h"
#include "pipeline/live/process.h"
#include "pipeline/live/wire.h"

namespace gatecast {

namespace {

using nlohmann::json;

constexpr size_t kItemsAhead = 2;  // the second is there when the first is shorter than a deck's start
constexpr Time kAhead = std::chrono::seconds(20);
constexpr int64_t kLongestPause_frames = 250;

}  // namespace

Director::Director(DirectorSettings settings, std::unique_ptr<Rundown> rundown, DirectorTools tools)
    : settings_(std::move(settings)),
      rundown_(std::move(rundown)),
      tools_(std::move(tools)),
      cues_(settings_.feed, {tools_.vault, tools_.to_text, tools_.to_mixer,
                             [this](const RundownEntry& entry, const char* kind, const Message& problem) {
                                 alarm(kind, entry, problem);
                             }}) {
    take_over_plan();
}

Director::~Director() = default;

Director::Deck* Director::deck_named(const std::string& id) {
    const auto found = std::ranges::find(decks_, id, &Deck::id);
    return found != decks_.end() ? &*found : nullptr;
}

Director::Deck* Director::deck_of_source(const std::string& name) {
    const auto found = std::ranges::find_if(decks_, [&](const Deck& each) { return each.entry.source == name; });
    return found != decks_.end() ? &*found : nullptr;
}

const Director::Deck* Director::on_air() const {
    const auto found = std::ranges::find(decks_, true, &Deck::on);
    return found != decks_.end() ? &*found : nullptr;
}

bool Director::has(Role role, bool waiting_only) const {
    return std::ranges::any_of(decks_,
                               [&](const Deck& each) { return each.role == role && !(waiting_only && each.on); }) ||
           std::ranges::any_of(wanted_, [&](const Wanted& each) { return each.role == role; });
}

bool Director::is_in_hand(const std::string& key) const {
    const auto is_it = [&key](const auto& each) { return each.entry.key == key; };
    return std::ranges::any_of(decks_, is_it) || std::ranges::any_of(wanted_, is_it);
}

size_t Director::waiting_items() const {
    const auto item = [](const auto& each) { return each.role == Role::kItem; };
    const auto waits = [&item](const Deck& each) { return item(each) && !each.on; };
    return static_cast<size_t>(std::ranges::count_if(decks_, waits) + std::ranges::count_if(wanted_, item));
}

void Director::mixer_is_gone() {
    mixer_ = false;
    if (const Deck* on = on_air(); on != nullptr && on->role == Role::kItem) {
        resume_ = on->entry;
        resume_->origin = on->origin;
    }
    while (!decks_.empty()) forget(decks_.front().id);
    wanted_.clear();
    lost_sources_.clear();
    rejoin_ = true;
}

/// Of a mixer that outlived us, what is on stays on; what waits is loaded anew, since nobody here knows it.
void Director::mixer_is_there(const json& place) {
    mixer_ = true;
    const std::string on = place.value("deck", "");
    for (const json& waiting : place.value("waiting", json::array()))
        tools_.to_mixer({{"order", "unload"}, {"feed", settings_.feed}, {"deck", waiting}}, -1);
    if (on.empty()) {
        want_missing();
        return;
    }
    decks_.clear();
    Deck adopted;
    adopted.id = on;
    adopted.on = true;
    adopted.origin = place.value("origin", int64_t{0});
    adopted.entry.key = on.substr(0, on.find('#'));
    adopted.role = adopted.entry.key == "filler" ? Role::kFiller : Role::kItem;
    if (const auto entry = rundown_->find(adopted.entry.key)) adopted.entry = *entry;
    if (adopted.role == Role::kItem) last_key_ = adopted.entry.key;
    rejoin_ = false;
    if (cues_.begin(adopted.id, adopted.entry, tools_.frame_now() - adopted.origin))
        cues_.goes_on(adopted.id, adopted.origin, 0);
    decks_.push_back(std::move(adopted));
    want_missing();
}

void Director::want(Role role, RundownEntry entry, bool at_once) {
    if (!entry.source.empty()) return load_source({0, role, std::move(entry), at_once});
    const int64_t ticket = tools_.vault.ask({entry.media, entry.sha256, entry.made_of});
    wanted_.push_back({ticket, role, std::move(entry), at_once});
}

void Director::want_next() {
    std::optional<RundownEntry> entry = std::exchange(resume_, std::nullopt);
    if (!entry) entry = rejoin_ ? rundown_->at(tools_.frame_now()) : rundown_->after(last_key_);
    while (entry && entry->origin && is_in_hand(entry->key)) entry = rundown_->after(entry->key);
    if (!entry) return;
    last_key_ = entry->key;
    rejoin_ = false;
    want(Role::kItem, std::move(*entry));
}

/// What has a time of its own is loaded for it, whatever else is waiting.
void Director::want_upcoming() {
    const int64_t now = tools_.frame_now();
    std::optional<RundownEntry> entry = rundown_->upcoming(now, now + frame_at(kAhead, settings_.rate));
    if (!entry || held_ || is_in_hand(entry->key)) return;
    last_key_ = entry->key;
    rejoin_ = false;
    want(Role::kItem, std::move(*entry));
}

void Director::want_missing() {
    if (!mixer_ || tools_.frame_now() < not_before_) return;
    while (waiting_items() < kItemsAhead && !held_) {
        const size_t before = wanted_.size();
        want_next();
        if (wanted_.size() == before) break;
    }
    want_upcoming();
    if (!settings_.fillers.empty() && !has(Role::kFiller, true)) {
        RundownEntry filler;
        filler.key = "filler";
        filler.media = settings_.fillers[filler_turn_++ % settings_.fillers.size()];
        filler.title = filler.media.stem().string();
        want(Role::kFiller, std::move(filler));
    }
    if (!settings_.standby.empty() && !has(Role::kStandby, false)) {
        RundownEntry standby;
        standby.key = "standby";
        standby.media = settings_.standby;
        standby.title = settings_.standby.stem().string();
        want(Role::kStandby, std::move(standby));
    }
}

bool Director::take_opened(Opened& opened) {
    if (cues_.take_opened(opened)) return true;
    const auto found = std::ranges::find(wanted_, opened.ticket, &Wanted::ticket);
    if (found == wanted_.end()) return false;
    Wanted wanted = std::move(*found);
    wanted_.erase(found);
    if (opened.media) {
        refusals_ = 0;
        load(std::move(wanted), opened);
    } else {
        refused(wanted.entry, opened.problem);
    }
    return true;
}

void Director::refused(const RundownEntry& entry, const Message& problem) {
    alarm("refused", entry, problem);
    ++refusals_;
    not_before_ = tools_.frame_now() + std::min<int64_t>(kLongestPause_frames, int64_t{10} << std::min(refusals_, 5));
}

void Director::load(Wanted wanted, Opened& opened) {
    Deck deck;
    deck.id = wanted.entry.key + "#" + std::to_string(tools_.frame_now()) + "." + std::to_string(++serial_);
    deck.role = wanted.role;
    deck.entry = std::move(wanted.entry);
    const int64_t soon = tools_.frame_now() + kLead_frames;
    if (deck.entry.origin) deck.first = std::max<int64_t>(0, soon - *deck.entry.origin);
    DeckOrder order;
    order.name = opened.file.filename().string();
    order.rate = settings_.rate;
    order.region = settings_.region;
    order.first = deck.first;
    order.frames = deck.entry.frames;
    order.in = deck.entry.in;
    order.repeats = deck.role == Role::kFiller;
    order.silent = deck.entry.silent;
    json letter{{"first", deck.first}};
    letter["role"] = deck.role == Role::kFiller ? "filler" : deck.role == Role::kStandby ? "standby" : "item";
    if (deck.entry.origin) letter["origin"] = *deck.entry.origin;
    deck.media = std::move(opened.media);
    deck.mark = opened.mark;
    deck.sha256 = opened.sha256;
    start_deck(std::move(deck), wanted, order, std::move(letter));
}

void Director::start_deck(Deck deck, const Wanted& wanted, const DeckOrder& order, json letter) {
    letter["order"] = "load";
    letter["feed"] = settings_.feed;
    letter["deck"] = deck.id;
    letter["words"] = deck.role != Role::kStandby && cues_.begin(deck.id, deck.entry, deck.first);
    if (!deck.entry.source.empty()) {
        if (!tools_.sources.load(letter, order)) return cues_.forget(deck.id);
    } else {
        auto [ours, theirs] = socket_pair();
        if (!tools_.to_mixer(letter, ours.get())) return cues_.forget(deck.id);
        deck.process = start_deck_process(order, theirs.get(), deck.media.get());
    }
    if (deck.role != Role::kStandby)
        tools_.airings.loaded(settings_.feed, deck.id, for_the_record(deck), deck.entry.origin, deck.entry.frames);
    if (wanted.at_once) tools_.to_mixer({{"order", "take"}, {"feed", settings_.feed}, {"deck", deck.id}}, -1);
    decks_.push_back(std::move(deck));
}

void Director::forget(std::string id) {
    if (const Deck* deck = deck_named(id); deck != nullptr && deck->process > 0) leaving_.push_back(deck->process);
    std::erase_if(decks_, [&](const Deck& each) { return each.id == id; });
    tools_.airings.forget(id);
    cues_.forget(id);
}

void Director::reap() {
    std::erase_if(leaving_, [](pid_t process) {
        int status = 0;
        return has_ended(process, status);
    });
}

Message Director::why_no_longer(const Deck& deck) const {
    if (!deck.entry.source.empty()) return tools_.vault.why_source_not(deck.entry.source);
    return deck.media ? tools_.vault.why_no_longer(deck.media.get(), deck.mark, deck.sha256, deck.entry.made_of)
                      : Message{};
}

/// What is on, and what waits, is only as good as its approval and its bytes are now.
void Director::check_approvals() {
    cues_.check();
    for (const Deck& each : decks_) {
        const Message problem = why_no_longer(each);
        if (problem.sentence.empty()) continue;
        tools_.to_mixer({{"order", "unload"}, {"feed", settings_.feed}, {"deck", each.id}}, -1);
        alarm("withdrawn", each.entry, problem);
        if (!each.on) {
            forget(each.id);
            not_before_ = tools_.frame_now() + kLead_frames;
            return;  // the list has changed under our feet
        }
    }
}

/// What waits for a place that it no longer has in the plan goes; what is on stays where the plan still has it, else
/// what should be on now comes in its place.
void Director::take_over_plan() {
    Rundown::Change change = rundown_->look_again(tools_.frame_now());
    for (const Message& problem : change.problems) alarm("plan-refused", RundownEntry(), problem);
    if (!change.changed) return;
    tools_.record({{"event", "plan"}, {"feed", settings_.feed}});
    const auto planned = [this](const RundownEntry& entry) {
        const auto now = rundown_->find(entry.key);
        return now && now->media == entry.media && now->origin == entry.origin && now->sha256 == entry.sha256;
    };
    std::erase_if(wanted_, [&](const Wanted& each) { return each.entry.origin && !planned(each.entry); });
    std::vector<std::string> gone;
    bool on_is_planned = false;
    for (const Deck& each : decks_) {
        if (!each.entry.origin) continue;
        if (each.on)
            on_is_planned = planned(each.entry), last_key_ = each.entry.key;
        else if (!planned(each.entry))
            gone.push_back(each.id);
    }
    for (const std::string& id : gone) {
        tools_.to_mixer({{"order", "unload"}, {"feed", settings_.feed}, {"deck", id}}, -1);
        forget(id);
    }
    if (!on_is_planned) rejoin_ = true;
}

void Director::look_around() {
    reap();
    take_over_plan();
    if (!mixer_) return;
    check_approvals();
    load_lost_sources();
    want_missing();
}

bool Director::skip() {
    for (const Deck& each : decks_)
        if (each.role == Role::kItem && !each.on)
            return tools_.to_mixer({{"order", "take"}, {"feed", settings_.feed}, {"deck", each.id}}, -1);
    return false;
}

bool Director::play_now(const std::filesystem::path& file) {
    RundownEntry entry;
    entry.key = "order";
    entry.media = file;
    entry.title = file.stem().string();
    want(Role::kItem, std::move(entry), true);
    return true;
}

bool Director::play_source(const std::string& name) {
    RundownEntry entry;
    entry.key = "source-" + name;
    entry.title = entry.source = name;
    want(Role::kItem, std::move(entry), true);
    return true;
}

json Director::status() const {
    json now{{"feed", settings_.feed}, {"held", held_}};
    for (const Deck& each : decks_) {
        json row{{"item", each.entry.key},
                 {"title", each.entry.title},
                 {"file", each.entry.media.string()},
                 {"deck", each.id},
                 {"process", each.entry.source.empty() ? each.process : tools_.sources.process_of(each.entry.source)}};
        if (!each.live.is_null()) row["live"] = each.live;
        if (each.on) {
            row["frame"] = tools_.frame_now() - each.origin;
            row["frames"] = each.frames;
            now["on"] = row;
        } else {
            now["waiting"].push_back(row);
        }
    }
    return now;
}

}  // namespace gatecast
