// SPDX-License-Identifier: GPL-3.0-or-later
// What one row of decks gives, frame by frame of the grid, for ever: the deck that is on, the one that follows it
// without a frame between, and what stands in when a deck dies, hangs or ends too early, or a live one gives dead air.
// A live deck that was lost rests, and is back once it has been well for a while. It never waits. The mixer owns one
// for each row of items; everything is called on its composing thread.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/live/decks/ring.h"
#include "pipeline/live/mixer/air_watch.h"
#include "pipeline/scene/sources/source.h"

namespace gatecast {

/// The mixer's end of a deck.
class DeckEnd {
public:
    virtual ~DeckEnd() = default;
    [[nodiscard]] virtual bool ready() const noexcept = 0;  // its next frame is there
    [[nodiscard]] virtual bool dead() const noexcept = 0;   // its process is gone
    [[nodiscard]] virtual bool take(RingFrame& frame) noexcept = 0;
};

enum class DeckRole : uint8_t { kItem, kFiller, kStandby };

struct DeckPlan {
    std::string id;
    DeckRole role = DeckRole::kItem;
    int64_t first = 0;               // the item's frame that the deck begins with
    std::optional<int64_t> origin;   // the grid's frame that is the item's frame 0; nothing: it follows what is on
    bool live = false;               // its frames carry the grid's own numbers
    bool rests = false;              // of a live one: it was lost, and comes on when it has been well for long enough
    std::optional<int64_t> until{};  // the grid's frame that it ends before
    bool silent = false;             // its sound is not wanted
    AirPatience dead_air{};          // of a live one: then it goes off
};

/// Why a deck went off.
enum class OffReason : uint8_t { kComplete, kReplaced, kDied, kStalled, kUnloaded, kBlack, kFrozen, kSilent };

struct FeedEvent {
    enum class Kind : uint8_t { kOn, kOff, kLost, kStandby, kOver };  // kLost: before it was on; kOver: while it rested
    Kind kind = Kind::kOn;
    std::string deck;
    int64_t frame = 0;  // of the grid
    int64_t item_frame = 0;
    OffReason reason = OffReason::kComplete;
    bool rests = false;  // it may be back
};

class Feed {
public:
    struct Rules {
        Time stall = std::chrono::milliseconds(400);  // without data, then a deck counts as lost
        Time well = std::chrono::seconds(5);          // so long a live deck must give what it should to be back
        Time in_turn = std::chrono::seconds(2);       // so long after it was loaded an item is waited for by the next
    };
    struct Shown {
        const ShownPicture* picture = nullptr;  // null: nothing was ever there
        std::span<const float> sound;           // exactly as much as the frame has
        const std::string* deck = nullptr;      // null: standby
        int64_t item_frame = 0;
        bool standby = false;  // the picture is the standby's, whatever goes on beneath it
    };

    Feed(Rational rate, const Rules& rules);

    void load(DeckPlan plan, std::unique_ptr<DeckEnd> end);
    /// Off at the next frame, also when it is on.
    void unload(const std::string& id);
    /// On at the next frame at which it is ready, whatever its plan says.
    void take(const std::string& id);
    /// The standby picture over everything; what is on goes on beneath it.
    void set_standby(bool standby) { standby_ordered_ = standby; }

    /// What is shown at frame n; n never goes back. Valid until the next call.
    [[nodiscard]] Shown tick(int64_t n) noexcept;

    [[nodiscard]] std::vector<FeedEvent> take_events() { return std::exchange(events_, {}); }
    /// Decks that went off: to be let go where that may take its time.
    [[nodiscard]] std::vector<std::unique_ptr<DeckEnd>> take_leavers() { return std::exchange(leavers_, {}); }

    struct Place {
        std::string deck;  // empty: standby
        DeckRole role = DeckRole::kStandby;
        int64_t origin = 0;
        std::vector<std::string> waiting;  // loaded besides
    };
    [[nodiscard]] Place place() const;
    /// Null: there is none yet.
    [[nodiscard]] const ShownPicture* standby_picture() const { return has_standby_ ? &standby_ : nullptr; }
    [[nodiscard]] int64_t late_frames() const { return late_frames_; }

private:
    struct Player {
        DeckPlan plan;
        std::unique_ptr<DeckEnd> end;
        bool taken = false;  // by an order
        int64_t loaded = 0;  // the grid's frame
        int64_t origin = 0;
        RingFrame coming;
        bool has_coming = false;
        int64_t good = -1;  // the grid's frame that data came for last
        bool ended = false;
        ShownPicture shown;
        bool has_picture = false;
        bool stands_in = false;  // while a live one rests
        std::optional<AirWatch> air;
        std::optional<int64_t> well_since;
    };

    void drop_lost_waiters(int64_t n);
    void keep_standby_picture();
    [[nodiscard]] static bool ready(const Player& player, int64_t n);
    [[nodiscard]] bool is_back(const Player& player, int64_t n) const;
    [[nodiscard]] std::optional<OffReason> dead_air() const;
    [[nodiscard]] std::optional<OffReason> end_of_on_air(int64_t n) const;
    [[nodiscard]] std::ptrdiff_t due(int64_t n) const;
    [[nodiscard]] std::ptrdiff_t stand_in(int64_t n) const;
    void choose(int64_t n);
    void switch_to(std::ptrdiff_t waiter, int64_t n, OffReason reason);
    void take_off(int64_t n, OffReason reason);
    void pull(Player& player, int64_t n, std::span<float> sound);
    void watch(Player& player, int64_t n, std::span<const float> sound) const;
    void watch_waiters(int64_t n);

    Rational rate_;
    Rules rules_;
    std::vector<Player> waiting_;  // in the order they were loaded
    std::optional<Player> on_;
    ShownPicture standby_;
    bool has_standby_ = false;
    bool standby_ordered_ = false;
    bool was_standby_ = false;
    ShownPicture last_;  // of the deck that was on before, while nothing stands in yet
    bool has_last_ = false;
    int64_t held_since_ = 0;  // since when last_ stands
    std::optional<int64_t> now_;
    std::vector<float> sound_, unheard_;
    std::vector<FeedEvent> events_;
    std::vector<std::unique_ptr<DeckEnd>> leavers_;
    int64_t late_frames_ = 0;
};

}  // namespace gatecast
