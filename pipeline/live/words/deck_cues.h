// SPDX-License-Identifier: GPL-3.0-or-later
// The cue files of the items that a director's decks play raw: found, held against the approval list by their own
// bytes, and handed to the text process. One that may not be shown costs its language only, with an alarm. Owned by a
// director, on the site's one thread.
#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/vault.h"

namespace gatecast {

class DeckCues {
public:
    struct Tools {
        Vault& vault;
        std::function<bool(const nlohmann::json&order, int enclosed)> to_text, to_mixer;
        std::function<void(const RundownEntry& entry, const char* kind, const Message& problem)> alarm;
    };
    DeckCues(std::string feed, Tools tools) : feed_(std::move(feed)), tools_(std::move(tools)) {}

    /// A deck is started for an entry. True: it has subtitles, which the mixer is to wait for.
    [[nodiscard]] bool begin(const std::string& deck, const RundownEntry& entry, int64_t first);
    void goes_on(const std::string& deck, int64_t origin, int64_t period);
    void forget(const std::string& deck);
    /// False: not a question of ours.
    bool take_opened(Opened& opened);
    /// Whether what is shown still may be.
    void check();
    /// A new text process knows nothing yet.
    void text_has_begun();
    /// What it could not say.
    void hear(const nlohmann::json& news) const;

private:
    struct CueFileInHand {
        ItemCues cues;
        int64_t ticket = 0;  // asked, not answered yet; 0: answered
        Descriptor bytes;    // empty: not shown
        FileMark mark;
        std::string sha256;
    };
    struct Item {
        RundownEntry entry;
        int64_t first = 0;
        int play = 0;
        std::vector<CueFileInHand> files;
        std::optional<int64_t> origin;  // it is on
        int64_t period = 0;
        int sent = 0;  // to so many text processes
    };
    void send(const std::string& deck, Item& item);

    const std::string feed_;
    Tools tools_;
    std::map<std::string, Item> items_;  // by deck
    std::map<std::string, int> plays_;   // begun so often, by entry
};

/// What an entry's picture lacks: its own list of cue files, else those beside the media. None for what was rendered,
/// since they stand in its pictures.
[[nodiscard]] std::vector<ItemCues> cues_of(const RundownEntry& entry);

}  // namespace gatecast
