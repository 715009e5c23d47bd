// SPDX-License-Identifier: GPL-3.0-or-later
// The decks of live sources: one a source, whichever feeds show it, since a port is bound and a publisher connects
// once. Starts each for the first feed, and lets the mixer share it with those that follow. The site process's one
// thread.
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "pipeline/live/decks/deck.h"

namespace gatecast {

class SourceCrew {
public:
    using ToMixer = std::function<bool(const nlohmann::json& order, int enclosed)>;
    /// `region`: the largest that any feed shows.
    SourceCrew(Size region, ToMixer to_mixer) : region_(region), to_mixer_(std::move(to_mixer)) {}

    /// Has the source put into a feed as `letter` says. False: there is no mixer.
    bool load(nlohmann::json letter, DeckOrder order);
    /// The mixer's death is theirs.
    void mixer_is_gone();
    /// Those that have ended are forgotten.
    void look_around();
    /// -1: none runs.
    [[nodiscard]] pid_t process_of(const std::string& source) const;

private:
    Size region_;
    ToMixer to_mixer_;
    std::map<std::string, pid_t> decks_;  // by source
    std::vector<pid_t> leaving_;
};

}  // namespace gatecast
