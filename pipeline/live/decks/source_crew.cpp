// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/source_crew.h"

#include <nlohmann/json.hpp>

#include "pipeline/live/decks/deck_process.h"
#include "pipeline/live/process.h"
#include "pipeline/live/wire.h"

namespace gatecast {

bool SourceCrew::load(nlohmann::json letter, DeckOrder order) {
    look_around();
    letter["source"] = order.name;
    if (decks_.contains(order.name)) return to_mixer_(letter, -1);
    order.region = region_;
    auto [ours, theirs] = socket_pair();
    if (!to_mixer_(letter, ours.get())) return false;
    decks_[order.name] = start_deck_process(order, theirs.get(), -1);
    return true;
}

void SourceCrew::mixer_is_gone() {
    for (const auto& [source, process] : decks_) leaving_.push_back(process);
    decks_.clear();
}

void SourceCrew::look_around() {
    const auto gone = [](pid_t process) {
        int status = 0;
        return has_ended(process, status);
    };
    std::erase_if(decks_, [&](const auto& each) { return gone(each.second); });
    std::erase_if(leaving_, gone);
}

pid_t SourceCrew::process_of(const std::string& source) const {
    const auto found = decks_.find(source);
    return found != decks_.end() ? found->second : -1;
}

}  // namespace gatecast
