// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/shared_deck.h"

#include <gtest/gtest.h>

namespace gatecast {
namespace {

constexpr PixelFormat kForm{Chroma::k420, 8};

struct Line {
    std::deque<RingFrame> frames;
    bool dead = false;
    bool let_go = false;

    void give(int64_t number, bool repeats = false) {
        RingFrame frame;
        frame.number = number;
        frame.repeats = repeats;
        if (!repeats) {
            const auto image = std::make_shared<Image>(Size{16, 16}, kForm);
            fill(image->view(), {static_cast<int>(number), 128, 128});
            frame.picture = Picture{std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive,
                                    new_picture_id(), image};
        }
        frame.sound.assign(4, static_cast<float>(number));
        frames.push_back(std::move(frame));
    }
};

class LineDeck : public DeckEnd {
public:
    explicit LineDeck(Line& line) : line_(line) {}
    ~LineDeck() override { line_.let_go = true; }
    [[nodiscard]] bool ready() const noexcept override { return !line_.frames.empty(); }
    [[nodiscard]] bool dead() const noexcept override { return line_.dead; }
    [[nodiscard]] bool take(RingFrame& frame) noexcept override {
        if (line_.frames.empty()) return false;
        frame = std::move(line_.frames.front());
        line_.frames.pop_front();
        return true;
    }

private:
    Line& line_;
};

class SharedDeckTest : public testing::Test {
protected:
    /// "number grey sound" of the next frame; grey -1: the picture before stands.
    static std::vector<int> take(DeckEnd& end) {
        RingFrame frame;
        if (!end.take(frame)) return {};
        return {static_cast<int>(frame.number), frame.picture ? frame.picture->view.planes[0].row(0)[0] : -1,
                static_cast<int>(frame.sound.front())};
    }
    Line line;
    std::shared_ptr<SharedDeck> deck = std::make_shared<SharedDeck>(std::make_unique<LineDeck>(line));
};

TEST_F(SharedDeckTest, each_feed_sees_every_frame_whoever_asks_first) {
    const auto one = deck->end(), other = deck->end();
    line.give(50);
    EXPECT_TRUE(one->ready());
    EXPECT_EQ(take(*one), (std::vector{50, 50, 50}));
    EXPECT_TRUE(other->ready());
    line.give(51);
    EXPECT_EQ(take(*other), (std::vector{50, 50, 50}));
    EXPECT_EQ(take(*other), (std::vector{51, 51, 51}));
    EXPECT_EQ(take(*one), (std::vector{51, 51, 51}));
    EXPECT_TRUE(take(*one).empty());
}

TEST_F(SharedDeckTest, a_feed_that_comes_later_gets_the_picture_that_stands) {
    const auto one = deck->end();
    line.give(50);
    EXPECT_EQ(take(*one), (std::vector{50, 50, 50}));
    const auto later = deck->end();
    line.give(51, true);
    EXPECT_EQ(take(*one), (std::vector{51, -1, 51}));
    EXPECT_EQ(take(*later), (std::vector{51, 50, 51}));
    line.give(52, true);
    EXPECT_EQ(take(*later), (std::vector{52, -1, 52}));
}

TEST_F(SharedDeckTest, a_feed_that_does_not_ask_holds_nobody_up) {
    const auto one = deck->end(), idle = deck->end();
    for (int64_t n = 50; n < 90; ++n) {
        line.give(n, n > 50);
        ASSERT_EQ(take(*one).front(), n);
    }
    const std::vector<int> first = take(*idle);
    EXPECT_GT(first.front(), 80);
}

TEST_F(SharedDeckTest, the_deck_is_let_go_with_the_last_feed) {
    auto one = deck->end(), other = deck->end();
    deck.reset();
    one.reset();
    EXPECT_FALSE(line.let_go);
    line.dead = true;
    EXPECT_TRUE(other->dead());
    other.reset();
    EXPECT_TRUE(line.let_go);
}

}  // namespace
}  // namespace gatecast
