// SPDX-License-Identifier: GPL-3.0-or-later
// What a director does with live sources: a window of the approval list in place of a hash, a deck that keeps the
// grid's time itself, and another one when it dies.
#include <algorithm>

#include "pipeline/live/site/director.h"

namespace gatecast {

namespace {

using nlohmann::json;

int64_t nanoseconds(double seconds) {
    return static_cast<int64_t>(seconds * 1e9);
}

}  // namespace

void Director::load_source(const Wanted& wanted) {
    const RundownEntry& entry = wanted.entry;
    const auto source = std::ranges::find(settings_.sources, entry.source, &SiteSource::name);
    if (source == settings_.sources.end())
        return refused(entry, message("{}: this site has no live source of that name.", entry.source));
    if (const Message problem = tools_.vault.why_source_not(entry.source); !problem.sentence.empty())
        return refused(entry, problem);
    refusals_ = 0;
    Deck deck;
    deck.id = entry.key + "#" + std::to_string(tools_.frame_now()) + "." + std::to_string(++serial_);
    deck.entry = entry;
    DeckOrder order;
    order.name = entry.source;
    order.rate = settings_.rate;
    order.silent = source->silent;
    order.live = source->input;
    order.origin = settings_.origin;
    const bool silent = source->silent || entry.silent;
    json letter{{"live", true}, {"rests", wanted.rests}, {"role", "item"}, {"silent", silent}};
    letter["dead_air"] = {{"black", nanoseconds(source->black_s)},
                          {"frozen", nanoseconds(source->frozen_s)},
                          {"silent", silent ? 0 : nanoseconds(source->silent_s)}};
    if (entry.origin) letter["origin"] = *entry.origin;
    if (entry.origin && entry.frames > 0) letter["until"] = *entry.origin + entry.frames;
    start_deck(std::move(deck), wanted, order, std::move(letter));
}

/// Their decks died. What is on meanwhile stays until they are well again.
void Director::load_lost_sources() {
    if (lost_sources_.empty() || tools_.frame_now() < not_before_) return;
    Wanted again;
    again.entry = std::move(lost_sources_.front());
    again.rests = true;
    lost_sources_.erase(lost_sources_.begin());
    not_before_ = tools_.frame_now() + frame_at(std::chrono::seconds(1), settings_.rate);  // of decks that die at once
    load_source(again);
}

}  // namespace gatecast
