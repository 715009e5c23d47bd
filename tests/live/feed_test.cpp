// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <utility>

namespace gatecast {
namespace {

constexpr Rational kRate{25, 1};
constexpr PixelFormat kForm{Chroma::k420, 8};

/// A deck whose every move the test makes: its frames carry their number as grey.
struct Script {
    std::deque<RingFrame> frames;
    bool dead = false;

    void give(int64_t number, bool last = false, int shade = 0) {
        const auto image = std::make_shared<Image>(Size{16, 16}, kForm);
        fill(image->view(), {static_cast<int>(number % 100) + shade, 128, 128});
        RingFrame frame;
        frame.number = number;
        frame.last = last;
        frame.picture =
            Picture{std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, new_picture_id(), image};
        frame.sound.assign(1920 * 2, 0.5F);
        frames.push_back(std::move(frame));
    }
    void give_all(int64_t from, int64_t until, int shade = 0) {
        for (int64_t n = from; n < until; ++n) give(n, n + 1 == until, shade);
    }
};

class ScriptedDeck : public DeckEnd {
public:
    explicit ScriptedDeck(std::shared_ptr<Script> script) : script_(std::move(script)) {}
    [[nodiscard]] bool ready() const noexcept override { return !script_->frames.empty(); }
    [[nodiscard]] bool dead() const noexcept override { return script_->dead; }
    [[nodiscard]] bool take(RingFrame& frame) noexcept override {
        if (script_->frames.empty()) return false;
        frame = std::move(script_->frames.front());
        script_->frames.pop_front();
        return true;
    }

private:
    std::shared_ptr<Script> script_;
};

class FeedTest : public testing::Test {
protected:
    std::shared_ptr<Script> load(const std::string& id, DeckRole role = DeckRole::kItem,
                                 std::optional<int64_t> origin = std::nullopt, int64_t first = 0) {
        auto script = std::make_shared<Script>();
        feed.load({id, role, first, origin}, std::make_unique<ScriptedDeck>(script));
        return script;
    }
    /// The grey that is shown at the next frame; -1: nothing.
    int next() {
        shown = feed.tick(n++);
        EXPECT_EQ(shown.sound.size(), 3840U) << "frame " << n - 1;
        return shown.picture ? shown.picture->picture.view.planes[0].row(0)[0] : -1;
    }
    std::string deck() const { return shown.deck ? *shown.deck : ""; }
    bool silent() const {
        return std::ranges::all_of(shown.sound, [](float sample) { return sample == 0; });
    }

    Feed feed{kRate, {}};
    Feed::Shown shown;
    int64_t n = 1000;
};

TEST_F(FeedTest, items_meet_without_a_frame_between) {
    load("a")->give_all(0, 3);
    load("b")->give_all(0, 3, 100);
    std::vector<int> seen;
    for (int i = 0; i < 6; ++i) seen.push_back(next());
    EXPECT_THAT(seen, testing::ElementsAre(0, 1, 2, 100, 101, 102));
    const auto events = feed.take_events();
    ASSERT_EQ(events.size(), 3U);
    EXPECT_EQ(events[1].deck, "a");
    EXPECT_EQ(events[1].reason, OffReason::kComplete);
    EXPECT_EQ(events[2].frame, 1003);
}

TEST_F(FeedTest, a_dead_deck_is_replaced_at_the_next_frame) {
    const auto a = load("a");
    a->give(0);
    a->give(1);
    load("b")->give_all(0, 10, 100);
    EXPECT_EQ(next(), 0);
    a->dead = true;
    EXPECT_EQ(next(), 100);
    EXPECT_EQ(feed.take_events()[1].reason, OffReason::kDied);
}

TEST_F(FeedTest, a_stalled_deck_keeps_its_last_picture_for_400_ms_and_is_then_replaced) {
    const auto a = load("a");
    a->give(0);
    load("filler", DeckRole::kFiller)->give_all(0, 100, 100);
    EXPECT_EQ(next(), 0);
    for (int frame = 0; frame < 10; ++frame) {
        EXPECT_EQ(next(), 0) << frame;
        EXPECT_TRUE(silent());
    }
    EXPECT_EQ(next(), 100);
    EXPECT_EQ(deck(), "filler");
    EXPECT_EQ(feed.take_events()[1].reason, OffReason::kStalled);
}

TEST_F(FeedTest, what_comes_late_is_passed_over_so_that_the_place_is_right) {
    const auto a = load("a");
    a->give(0);
    EXPECT_EQ(next(), 0);
    EXPECT_EQ(next(), 0);
    EXPECT_EQ(next(), 0);
    for (int64_t number = 1; number < 6; ++number) a->give(number);
    EXPECT_EQ(next(), 3);
    EXPECT_FALSE(silent());
    EXPECT_EQ(feed.late_frames(), 2);
}

TEST_F(FeedTest, with_nothing_else_the_standby_picture_stands) {
    const auto standby = load("standby", DeckRole::kStandby);
    EXPECT_EQ(next(), -1);
    standby->give(0, true, 42);
    EXPECT_EQ(next(), 42);
    const auto a = load("a");
    a->give(0);
    EXPECT_EQ(next(), 0);
    a->dead = true;
    EXPECT_EQ(next(), 42);
    EXPECT_TRUE(silent());
    EXPECT_EQ(deck(), "");
}

TEST_F(FeedTest, an_item_that_is_over_too_early_holds_its_last_picture_until_something_stands_in) {
    load("a")->give_all(0, 2);
    EXPECT_EQ(next(), 0);
    EXPECT_EQ(next(), 1);
    EXPECT_EQ(next(), 1);
    EXPECT_TRUE(silent());
    load("b")->give_all(0, 5, 100);
    EXPECT_EQ(next(), 100);
}

TEST_F(FeedTest, a_planned_item_begins_on_its_frame_and_cuts_what_is_on) {
    load("a")->give_all(0, 50);
    load("b", DeckRole::kItem, 1004)->give_all(0, 50, 100);
    std::vector<int> seen;
    for (int i = 0; i < 6; ++i) seen.push_back(next());
    EXPECT_THAT(seen, testing::ElementsAre(0, 1, 2, 3, 100, 101));
}

TEST_F(FeedTest, an_item_that_is_joined_in_progress_stands_at_its_place) {
    load("filler", DeckRole::kFiller)->give_all(0, 50, 150);
    load("b", DeckRole::kItem, 990, 13)->give_all(13, 50);
    std::vector<int> seen;
    for (int i = 0; i < 5; ++i) seen.push_back(next());
    EXPECT_THAT(seen, testing::ElementsAre(150, 151, 152, 13, 14));
}

TEST_F(FeedTest, a_planned_item_that_is_ready_too_late_is_joined_at_its_place) {
    const auto b = load("b", DeckRole::kItem, 1000);
    next();
    next();
    b->give_all(0, 50);
    EXPECT_EQ(next(), 2);
    EXPECT_EQ(next(), 3);
}

TEST_F(FeedTest, an_item_that_takes_its_time_is_not_overtaken_for_two_seconds) {
    next();
    const auto first = load("first");
    load("second")->give_all(0, 200, 100);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(next(), -1) << i;
    EXPECT_EQ(next(), 100) << "better than nothing";
    feed.unload("second");
    const auto third = load("third");
    load("fourth")->give_all(0, 200, 100);
    third->give_all(0, 200, 50);
    EXPECT_EQ(next(), 50);
}

TEST_F(FeedTest, a_filler_gives_way_as_soon_as_an_item_is_ready) {
    load("filler", DeckRole::kFiller)->give_all(0, 50, 150);
    const auto a = load("a");
    EXPECT_EQ(next(), 150);
    a->give_all(0, 50);
    EXPECT_EQ(next(), 0);
}

TEST_F(FeedTest, an_order_takes_a_deck_at_the_next_frame) {
    load("a")->give_all(0, 50);
    load("b", DeckRole::kItem, 5000)->give_all(0, 50, 100);
    EXPECT_EQ(next(), 0);
    feed.take("b");
    EXPECT_EQ(next(), 100);
    EXPECT_EQ(next(), 101);
}

TEST_F(FeedTest, what_is_withdrawn_is_not_seen_again_not_even_as_the_last_picture) {
    load("a")->give_all(0, 50);
    EXPECT_EQ(next(), 0);
    feed.unload("a");
    EXPECT_EQ(next(), -1);
}

TEST_F(FeedTest, standby_by_order_covers_what_goes_on_beneath) {
    load("standby", DeckRole::kStandby)->give(0, true, 42);
    load("a")->give_all(0, 50);
    EXPECT_EQ(next(), 0);
    feed.set_standby(true);
    EXPECT_EQ(next(), 42);
    EXPECT_TRUE(silent());
    EXPECT_EQ(next(), 42);
    feed.set_standby(false);
    EXPECT_EQ(next(), 3);
}

TEST_F(FeedTest, a_deck_that_dies_while_it_waits_is_told) {
    load("a")->give_all(0, 50);
    next();
    load("b")->dead = true;
    next();
    const auto events = feed.take_events();
    EXPECT_EQ(events.back().kind, FeedEvent::Kind::kLost);
    EXPECT_EQ(events.back().deck, "b");
    EXPECT_EQ(feed.take_leavers().size(), 1U);
}

/// A live deck gives the grid's own frames as they come, and may be lost and come back.
class LiveFeedTest : public FeedTest {
protected:
    std::shared_ptr<Script> load_live(const std::string& id, std::optional<int64_t> origin = std::nullopt,
                                      std::optional<int64_t> until = std::nullopt) {
        auto script = std::make_shared<Script>();
        DeckPlan plan{id, DeckRole::kItem, 0, origin};
        plan.live = true;
        plan.until = until;
        plan.dead_air = {std::chrono::seconds(5), std::chrono::seconds(30), std::chrono::seconds(30)};
        feed.load(plan, std::make_unique<ScriptedDeck>(script));
        return script;
    }
    /// Frames as long as `live` gives what `picture` says; the decks that were on, in turn.
    std::vector<std::string> run(Script& live, int frames, int luma, bool sound = true) {
        std::vector<std::string> decks;
        for (int i = 0; i < frames; ++i) {
            give(live, luma, sound);
            next();
            if (decks.empty() || decks.back() != deck()) decks.push_back(deck());
        }
        return decks;
    }
    /// The next frame of the grid: a grey that moves by two where it is not black, so that nothing stands still.
    void give(Script& live, int luma, bool sound = true) {
        const auto image = std::make_shared<Image>(Size{16, 16}, kForm);
        fill(image->view(), {luma + (luma > 16 ? static_cast<int>(n % 8) * 2 : 0), 128, 128});
        RingFrame frame;
        frame.number = n;
        frame.picture =
            Picture{std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, new_picture_id(), image};
        frame.sound.assign(1920 * 2, sound ? 0.5F : 0.0F);
        live.frames.push_back(std::move(frame));
    }
    static constexpr int kGrey = 120, kBlack = 16;
};

TEST_F(LiveFeedTest, what_has_waited_is_never_old) {
    load("a")->give_all(0, 100);
    const auto live = load_live("live");
    run(*live, 30, kGrey);
    EXPECT_EQ(deck(), "a");
    EXPECT_TRUE(live->frames.empty()) << "they are passed over as they come";
    feed.take("live");
    give(*live, kGrey);
    const int given = kGrey + static_cast<int>(n % 8) * 2;
    EXPECT_EQ(next(), given);
    EXPECT_EQ(deck(), "live");
    EXPECT_FALSE(silent());
}

TEST_F(LiveFeedTest, lost_for_400_ms_it_is_stood_in_for_and_back_after_5_s_of_health) {
    const auto live = load_live("live");
    EXPECT_EQ(run(*live, 50, kGrey), (std::vector<std::string>{"", "live"}));
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    for (int i = 0; i < 10; ++i) {
        next();
        EXPECT_EQ(deck(), "live") << i << ": its last picture stands";
    }
    next();
    EXPECT_EQ(deck(), "filler");
    const auto off = feed.take_events();
    EXPECT_EQ(off[2].reason, OffReason::kStalled);
    EXPECT_TRUE(off[2].rests);
    EXPECT_TRUE(feed.take_leavers().empty()) << "its deck lives on";
    EXPECT_EQ(run(*live, 100, kGrey), (std::vector<std::string>{"filler"}));
    for (int i = 0; i < 15; ++i) next();  // lost again: all 5 s count anew
    EXPECT_EQ(run(*live, 124, kGrey), (std::vector<std::string>{"filler"}));
    EXPECT_EQ(run(*live, 10, kGrey), (std::vector<std::string>{"filler", "live"}));
}

/// A ring gives a place back in its turn only: one that is kept stops the deck after a dozen frames.
TEST_F(LiveFeedTest, while_it_rests_no_picture_of_before_is_kept) {
    const auto live = load_live("live");
    run(*live, 50, kGrey);
    const std::weak_ptr<const void> last = shown.picture->picture.owner;
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    for (int i = 0; i < 11; ++i) next();
    ASSERT_EQ(deck(), "filler");
    run(*live, 2, kGrey);
    EXPECT_TRUE(last.expired());
}

TEST_F(LiveFeedTest, black_for_5_s_goes_off_and_3_s_stay_on) {
    const auto live = load_live("live");
    run(*live, 50, kGrey);
    ASSERT_EQ(deck(), "live");
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    EXPECT_EQ(run(*live, 75, kBlack), (std::vector<std::string>{"live"}));
    EXPECT_EQ(run(*live, 10, kGrey), (std::vector<std::string>{"live"}));
    EXPECT_EQ(run(*live, 125, kBlack), (std::vector<std::string>{"live"}));
    EXPECT_EQ(run(*live, 1, kBlack), (std::vector<std::string>{"filler"}));
    EXPECT_EQ(feed.take_events()[2].reason, OffReason::kBlack);
    EXPECT_EQ(run(*live, 500, kBlack), (std::vector<std::string>{"filler"}));
    EXPECT_EQ(run(*live, 130, kGrey), (std::vector<std::string>{"filler", "live"}));
}

TEST_F(LiveFeedTest, what_follows_stands_in_before_the_filler_and_gives_way) {
    const auto live = load_live("live");
    run(*live, 30, kGrey);
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    load("b")->give_all(0, 2000);
    for (int i = 0; i < 11; ++i) next();
    EXPECT_EQ(deck(), "b");
    EXPECT_EQ(run(*live, 130, kGrey), (std::vector<std::string>{"b", "live"}));
}

TEST_F(LiveFeedTest, silent_for_30_s_goes_off_where_something_stands_in) {
    const auto live = load_live("live");
    run(*live, 10, kGrey);
    EXPECT_EQ(run(*live, 800, kGrey, false), (std::vector<std::string>{"live"}));
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    EXPECT_EQ(run(*live, 1, kGrey, false), (std::vector<std::string>{"filler"}));
}

TEST_F(LiveFeedTest, a_film_that_fades_to_black_stays_on) {
    const auto film = load("film");
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    film->give_all(0, 10);
    film->frames.back().last = false;
    for (int64_t number = 10; number < 600; ++number) film->give(number, false, -static_cast<int>(number % 100));
    for (int i = 0; i < 600; ++i) {
        next();
        ASSERT_EQ(deck(), "film") << i;
    }
}

TEST_F(LiveFeedTest, a_relay_ends_by_the_clock_also_while_it_rests) {
    const auto live = load_live("live", 1002, 1100);
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    EXPECT_EQ(run(*live, 50, kGrey), (std::vector<std::string>{"filler", "live"}));
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    for (int i = 0; i < 20; ++i) next();
    EXPECT_EQ(deck(), "filler");
    run(*live, 40, kGrey);
    EXPECT_EQ(feed.take_events().back().kind, FeedEvent::Kind::kOver);
    EXPECT_EQ(run(*live, 300, kGrey), (std::vector<std::string>{"filler"}));
}

TEST_F(LiveFeedTest, what_was_planned_meanwhile_is_not_cut_by_a_live_one_that_is_back) {
    const auto live = load_live("live");
    run(*live, 30, kGrey);
    load("filler", DeckRole::kFiller)->give_all(0, 2000);
    for (int i = 0; i < 12; ++i) next();
    ASSERT_EQ(deck(), "filler");
    load("news", DeckRole::kItem, n + 5)->give_all(0, 400);
    EXPECT_EQ(run(*live, 300, kGrey), (std::vector<std::string>{"filler", "news"}));
}

/// Whatever decks do, every frame has its sound, and a picture as soon as there ever was a standby.
TEST_F(FeedTest, never_dark_under_random_decks) {
    std::minstd_rand random(11);
    load("standby", DeckRole::kStandby)->give(0, true, 42);
    std::vector<std::shared_ptr<Script>> scripts;
    for (int turn = 0; turn < 20'000; ++turn) {
        if (random() % 20 == 0) {
            const auto role = random() % 3 == 0 ? DeckRole::kFiller : DeckRole::kItem;
            const bool planned = random() % 2 == 0;
            scripts.push_back(
                load("d" + std::to_string(turn), role,
                     planned ? std::optional(n + static_cast<int64_t>(random() % 40) - 20) : std::nullopt));
        }
        if (!scripts.empty()) {
            Script& script = *scripts[random() % scripts.size()];
            const auto from = static_cast<int64_t>(random() % 30);
            if (random() % 3 == 0) script.give_all(from, from + static_cast<int64_t>(random() % 12));
            if (random() % 50 == 0) script.dead = true;
        }
        ASSERT_NE(next(), -1) << "turn " << turn;
        static_cast<void>(feed.take_events());
        static_cast<void>(feed.take_leavers());
    }
}

}  // namespace
}  // namespace gatecast
