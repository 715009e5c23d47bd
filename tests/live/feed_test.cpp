// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/feed.h"

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
