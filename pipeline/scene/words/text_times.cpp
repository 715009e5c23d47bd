// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/words/text_times.h"

#include <algorithm>

namespace gatecast {

namespace {

// Files write times rounded to whole nanoseconds at best: a cue that begins with a frame of 29.97 begins up to one
// after it. No frame of a real rate is this near to a millisecond it does not hold.
constexpr Time kRounding = std::chrono::microseconds(1);

/// The first tick at or after `t`.
int64_t first_tick(Time t, Rational rate) {
    return frame_at(t - kRounding - Time(1), rate) + 1;
}

}  // namespace

TextTimes::TextTimes(std::span<const Showing> showings, const Display& display, Time from)
    : showings_(showings), ticks_a_frame_(display.fields == FieldOrder::kProgressive ? 1 : 2), from_(from) {
    tick_rate_ = Rational{display.rate.num * ticks_a_frame_, display.rate.den}.reduced();
    int64_t latest = INT64_MIN;
    for (const Showing& showing : showings) {
        const Span span{first_tick(showing.from - from, tick_rate_), first_tick(showing.until - from, tick_rate_)};
        spans_.push_back(span);
        latest_.push_back(latest = std::max(latest, span.until));
    }
}

int64_t TextTimes::tick_at(Time t) const {
    return frame_at(t + kRounding, tick_rate_);
}

std::vector<size_t> TextTimes::between(int64_t from, int64_t until) const {
    std::vector<size_t> on;
    const auto end = std::ranges::lower_bound(spans_, until, {}, &Span::from);
    for (auto i = static_cast<size_t>(end - spans_.begin()); i-- > 0 && latest_[i] > from;)
        if (spans_[i].until > from && spans_[i].from < spans_[i].until) on.push_back(i);
    std::ranges::reverse(on);
    return on;
}

int TextTimes::opacity(size_t showing, int64_t tick) const {
    const Span& span = spans_[showing];
    if (tick < span.from || tick >= span.until) return 0;
    const Showing& of = showings_[showing];
    const Time t = from_ + frame_time(tick, tick_rate_);
    int64_t opacity = 256;
    if (of.fade_in > Time(0)) opacity = std::min(opacity, 256 * (t - of.from).count() / of.fade_in.count());
    if (of.fade_out > Time(0)) opacity = std::min(opacity, 256 * (of.until - t).count() / of.fade_out.count());
    return static_cast<int>(std::max<int64_t>(0, opacity));
}

bool TextTimes::changes_between(int64_t tick, int64_t later) const {
    return std::ranges::any_of(between(tick, later + 1),
                               [&](size_t i) { return opacity(i, tick) != opacity(i, later); });
}

}  // namespace gatecast
