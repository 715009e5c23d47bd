// SPDX-License-Identifier: GPL-3.0-or-later
// What one feed of the mixer is given: the entry that is on, the next one loaded ahead of it, a filler beside them and
// the standby picture. It starts decks, hears from the mixer how they fare, and plans again when one is lost. Owned by
// the site process, on its one thread; what it says goes to a log of events.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/live/decks/deck.h"
#include "pipeline/live/decks/source_crew.h"
#include "pipeline/live/site/airings.h"
#include "pipeline/live/site/rundown.h"
#include "pipeline/live/site/site_file.h"
#include "pipeline/live/site/vault.h"
#include "pipeline/live/words/deck_cues.h"

namespace gatecast {

/// What a director needs of the site.
struct DirectorTools {
    Vault& vault;
    SourceCrew& sources;
    Airings& airings;
    std::function<bool(const nlohmann::json& order, int enclosed)> to_mixer;  // false: there is none
    std::function<int64_t()> frame_now;                                       // of the grid
    std::function<void(nlohmann::json event)> record;                         // as-run and alarms
    std::function<bool(const nlohmann::json& order, int enclosed)> to_text;   // to what draws items' subtitles
    /// From a frame of the grid on something else is shown, whose frame 0 is `origin`; without a key: nothing is.
    std::function<void(const RundownEntry& entry, int64_t frame, int64_t origin)> begins;
};

struct DirectorSettings {
    std::string feed;
    Rational rate{25, 1};
    Size region{1920, 1080};
    std::vector<std::filesystem::path> fillers;
    std::filesystem::path standby;
    std::vector<SiteSource> sources;
    Time origin{0};  // of the grid, for decks that keep its time themselves
};

class Director {
public:
    Director(DirectorSettings settings, std::unique_ptr<Rundown> rundown, DirectorTools tools);
    ~Director();

    /// A mixer is there: `place` is what it says of this feed, empty for one that has just begun.
    void mixer_is_there(const nlohmann::json& place);
    void mixer_is_gone();
    void hear(const nlohmann::json& news);
    void text_has_begun() { cues_.text_has_begun(); }
    void hear_text(const nlohmann::json& news) { cues_.hear(news); }
    /// False: not a question of this director's.
    bool take_opened(Opened& opened);
    /// A few times a second.
    void look_around();

    // Orders of the operator.
    bool skip();
    void hold(bool held) { held_ = held; }
    bool play_now(const std::filesystem::path& file);
    bool play_source(const std::string& name);

    /// The site has changed; `rundown` null: its list has not. `at_once`: what is on does not end first.
    void take_over(DirectorSettings settings, std::unique_ptr<Rundown> rundown, bool at_once);

    [[nodiscard]] nlohmann::json status() const;
    /// What comes, as far as it is known.
    [[nodiscard]] nlohmann::json next() const;
    [[nodiscard]] const std::string& feed() const { return settings_.feed; }

private:
    static constexpr int64_t kLead_frames = 20;  // that a deck takes to open its file, about

    enum class Role : uint8_t { kItem, kFiller, kStandby };
    struct Deck {
        std::string id;
        Role role = Role::kItem;
        RundownEntry entry;
        int64_t first = 0;
        pid_t process = -1;
        Descriptor media;
        FileMark mark;
        std::string sha256;
        bool on = false, still = false;
        int64_t on_since = 0, origin = 0, frames = 0;
        nlohmann::json live;  // what a live one tells of itself
    };
    struct Wanted {
        int64_t ticket = 0;
        Role role = Role::kItem;
        RundownEntry entry;
        bool at_once = false;  // by an order
        bool rests = false;    // a live one that was lost: it waits until it is well
    };

    void want(Role role, RundownEntry entry, bool at_once = false);
    void refused(const RundownEntry& entry, const Message& problem);
    void load(Wanted wanted, Opened& opened);
    void load_source(const Wanted& wanted);
    [[nodiscard]] static AsRunEvent for_the_record(const Deck& deck);
    void start_deck(Deck deck, const Wanted& wanted, const DeckOrder& order, nlohmann::json letter);
    void load_lost_sources();
    void want_missing();
    void want_next();
    void want_upcoming();
    void forget(std::string id);
    void reap();
    void check_approvals();
    void take_over_plan();
    void take_over_rundown(std::unique_ptr<Rundown> rundown, bool at_once);
    void unload_waiting(const std::function<bool(const Deck&)>& goes);
    void went_on(Deck& deck, const nlohmann::json& news) const;
    void went_off(Deck& deck, const nlohmann::json& news);
    [[nodiscard]] Message why_no_longer(const Deck& deck) const;
    void hear_fault(const Deck& deck, const nlohmann::json& news) const;
    void alarm(const char* kind, const RundownEntry& entry, const Message& problem) const;
    [[nodiscard]] Deck* deck_named(const std::string& id);
    [[nodiscard]] Deck* deck_of_source(const std::string& name);
    [[nodiscard]] const Deck* on_air() const;
    [[nodiscard]] size_t waiting_items() const;
    [[nodiscard]] bool is_in_hand(const std::string& key) const;
    [[nodiscard]] bool has(Role role, bool waiting_only) const;

    DirectorSettings settings_;
    std::unique_ptr<Rundown> rundown_;
    DirectorTools tools_;
    DeckCues cues_;
    std::vector<Deck> decks_;
    std::vector<Wanted> wanted_;
    std::vector<RundownEntry> lost_sources_;  // their decks died: to be started again
    std::vector<pid_t> leaving_;
    std::optional<RundownEntry> resume_;  // what was on when a mixer died, and since when
    std::string last_key_;                // of the entry that was wanted last
    bool mixer_ = false;
    bool held_ = false;
    bool rejoin_ = true;  // begin with what should be on now
    size_t filler_turn_ = 0;
    int refusals_ = 0;        // in a row
    int64_t not_before_ = 0;  // a frame: pause after what could not be shown
    int64_t serial_ = 0;
};

}  // namespace gatecast
