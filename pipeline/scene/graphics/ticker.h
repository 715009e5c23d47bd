// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that run from right to left for ever. Where they stand at a tick depends on that tick alone, and on the
// orders for other messages given so far. Composed on the grid's thread, ordered from one other.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <vector>

#include "pipeline/scene/graphics/ticker_text.h"

namespace gatecast {

class Ticker : public SceneGraphic {
public:
    /// The first message comes in at the right edge as the graphic is first seen.
    Ticker(const GraphicSetup& setup, std::shared_ptr<const TickerText> text);

    void add_layers(const Moment& now, std::vector<Layer>& layers) noexcept override;
    [[nodiscard]] bool changes_between(const Moment& earlier, const Moment& later) const noexcept override;
    [[nodiscard]] std::vector<Message> problems() const override;

    /// From `at_tick` on, or as soon after as it is composed, the messages of `prepared` follow the last one that has
    /// begun to come in. An order not yet begun gives way to the next. `prepared` is drawn for the same place.
    /// One thread at a time, beside the composing one.
    void replace(std::shared_ptr<const TickerText> prepared, int64_t at_tick);

private:
    struct Order {
        std::shared_ptr<const TickerText> text;
        int64_t at_tick = 0;
        std::atomic<bool> done{false};  // the composing thread will not look at it again
    };
    /// A text on its way through the window: from column `from` of all that ever runs, to the next one's.
    struct Run {
        const TickerText* text = nullptr;
        int64_t from = 0;
        Order* order = nullptr;  // null: the first text
    };
    // More texts than this are never seen at once: an order waits.
    static constexpr size_t kMostRuns = 16;

    void take_order(int64_t tick) noexcept;
    void begin(Order& order, int64_t entered) noexcept;
    void leave_behind(int64_t left) noexcept;
    [[nodiscard]] int64_t columns_in(int64_t tick) const noexcept { return (tick - first_tick_) * pace_; }
    [[nodiscard]] int64_t end_of_message(const Run& run, int64_t entered) const noexcept;
    void show(const Run& run, int64_t from, int64_t until, int64_t left, std::vector<Layer>& layers) const;
    void show_blank(int64_t from, int64_t until, int64_t left, std::vector<Layer>& layers) const;

    Rect area_;
    int pace_ = 1;
    int64_t first_tick_ = 0;  // that it is seen at
    std::shared_ptr<const TickerText> text_;

    // The composing thread's.
    std::array<Run, kMostRuns> runs_{};
    size_t run_count_ = 1;
    Order* waiting_ = nullptr;
    int64_t last_tick_ = -1;

    std::atomic<Order*> handed_over_{nullptr};
    std::vector<std::unique_ptr<Order>> orders_;  // the ordering thread's: freed there, never while composing
};

}  // namespace gatecast
