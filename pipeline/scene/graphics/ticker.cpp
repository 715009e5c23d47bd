// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/graphics/ticker.h"

#include <algorithm>
#include <cmath>

#include "pipeline/scene/graphics/ground.h"
#include "pipeline/scene/scene.h"

namespace gatecast {

std::unique_ptr<SceneGraphic> make_ticker(const GraphicSetup& setup) {
    std::shared_ptr<const TickerText> text = draw_ticker_text(setup);
    if (text->width == 0) return nullptr;
    return std::make_unique<Ticker>(setup, std::move(text));
}

Ticker::Ticker(const GraphicSetup& setup, std::shared_ptr<const TickerText> text)
    : area_(even_inside(setup.graphic.area)), pace_(ticker_pace(setup.graphic, setup.display)), text_(std::move(text)) {
    const Rational rate = setup.display.rate;
    first_tick_ =
        frame_at(Time(std::llround(setup.graphic.from_s * 1e9)), {rate.num * ticks_a_frame(setup.display), rate.den});
    runs_[0] = {text_.get(), 0, nullptr};
}

std::vector<Message> Ticker::problems() const {
    return text_->problems;
}

bool Ticker::changes_between(const Moment& earlier, const Moment& later) const noexcept {
    return earlier.tick != later.tick;
}

// Columns are counted from the first that ever comes in.
void Ticker::add_layers(const Moment& now, std::vector<Layer>& layers) noexcept {
    take_order(now.tick);
    const int64_t right = columns_in(now.tick), left = right - area_.width;
    leave_behind(left);
    show_blank(left, std::min(runs_[0].from, right), left, layers);
    for (size_t i = 0; i < run_count_; ++i) {
        const int64_t until = i + 1 < run_count_ ? std::min(runs_[i + 1].from, right) : right;
        show(runs_[i], std::max(runs_[i].from, left), until, left, layers);
    }
    last_tick_ = std::max(last_tick_, now.tick);
}

void Ticker::show(const Run& run, int64_t from, int64_t until, int64_t left, std::vector<Layer>& layers) const {
    const TickerText& text = *run.text;
    if (text.width == 0) return show_blank(from, until, left, layers);
    if (from >= until) return;
    const int64_t offset = (from - run.from) % text.width;
    const auto after = std::ranges::upper_bound(text.strips, offset, {}, &TickerStrip::x);
    auto i = static_cast<size_t>(after - text.strips.begin()) - 1;
    int64_t column = from - offset + text.strips[i].x;
    while (column < until) {
        const TickerStrip& strip = text.strips[i];
        const int64_t x = area_.x + column - left;
        const OverlayRef& drawn = x % 2 == 0 ? strip.even : strip.odd;
        if (drawn) layers.emplace_back(OverlayLayer{drawn, 256, {static_cast<int>(x & ~int64_t{1}), area_.y}, area_});
        column += strip.width;
        if (++i == text.strips.size()) i = 0;
    }
}

void Ticker::show_blank(int64_t from, int64_t until, int64_t left, std::vector<Layer>& layers) const {
    if (from >= until || !text_->blank) return;
    const auto x0 = static_cast<int>(area_.x + from - left), x1 = static_cast<int>(area_.x + until - left);
    const Rect window{x0 & ~1, area_.y, (x1 & ~1) - (x0 & ~1), area_.height};
    if (!window.empty()) layers.emplace_back(OverlayLayer{text_->blank, 256, {area_.x, area_.y}, window});
}

// Only this thread looks into an order that it has taken, so that none is freed under its eyes.
void Ticker::take_order(int64_t tick) noexcept {
    if (Order* newest = handed_over_.exchange(nullptr, std::memory_order_acquire)) {
        if (waiting_ != nullptr) waiting_->done.store(true, std::memory_order_release);
        waiting_ = newest;
    }
    if (waiting_ == nullptr || waiting_->at_tick > tick || run_count_ == kMostRuns) return;
    begin(*waiting_, columns_in(std::max(waiting_->at_tick, last_tick_)));
    waiting_ = nullptr;
}

void Ticker::begin(Order& order, int64_t entered) noexcept {
    const auto retire = [&] {
        if (Order* old = runs_[--run_count_].order) old->done.store(true, std::memory_order_release);
    };
    // Of a text whose turn has not come nothing was seen: it never begins.
    int64_t from = runs_[0].from;
    while (run_count_ > 0 && runs_[run_count_ - 1].from >= entered) retire();
    if (run_count_ > 0) from = end_of_message(runs_[run_count_ - 1], entered);
    runs_[run_count_++] = {order.text.get(), from, &order};
}

int64_t Ticker::end_of_message(const Run& run, int64_t entered) const noexcept {
    const TickerText& text = *run.text;
    if (text.width == 0) return entered;
    const int64_t offset = (entered - 1 - run.from) % text.width;
    return entered - 1 - offset + *std::ranges::upper_bound(text.message_ends, offset);
}

void Ticker::leave_behind(int64_t left) noexcept {
    while (run_count_ > 1 && runs_[1].from <= left) {
        if (runs_[0].order != nullptr) runs_[0].order->done.store(true, std::memory_order_release);
        std::move(runs_.begin() + 1, runs_.begin() + static_cast<ptrdiff_t>(run_count_), runs_.begin());
        --run_count_;
    }
}

void Ticker::replace(std::shared_ptr<const TickerText> prepared, int64_t at_tick) {
    std::erase_if(orders_, [](const auto& order) { return order->done.load(std::memory_order_acquire); });
    orders_.push_back(std::make_unique<Order>());
    orders_.back()->text = std::move(prepared);
    orders_.back()->at_tick = at_tick;
    Order* passed_over = handed_over_.exchange(orders_.back().get(), std::memory_order_acq_rel);
    if (passed_over != nullptr) passed_over->done.store(true, std::memory_order_release);
}

}  // namespace gatecast
