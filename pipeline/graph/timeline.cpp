// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/timeline.h"

namespace gatecast {
namespace {

// Matroska and FLV round to a millisecond.
constexpr Time kRounding{1'000'000};
// A step back by less is one picture's wrong time; by more, the stream's clock was set anew.
constexpr Time kNewClock{500'000'000};

}  // namespace

Timeline::Timeline(const VideoTrack& track)
    : rate_(track.rate.num > 0 && track.rate.den > 0 ? track.rate : Rational{25, 1}),
      trusted_(track.timestamps_usable),
      constant_(!track.variable_rate),
      origin_(track.keyframes.empty() ? Time(0) : track.keyframes.front()),
      frame_duration_(frame_time(1, rate_)) {}

Time Timeline::on_grid(Time pts) const {
    if (!constant_ || pts < origin_) return pts;
    const int64_t n = frame_at(pts - origin_ + frame_duration_ / 2, rate_);
    const Time ideal = origin_ + frame_time(n, rate_);
    return ideal - pts <= kRounding && pts - ideal <= kRounding ? ideal : pts;
}

Time Timeline::place(std::optional<Time> pts) {
    const int64_t n = placed_++;
    if (!trusted_) return origin_ + frame_time(n, rate_);
    if (!pts) {
        ++missing_;
        last_ = last_ ? *last_ + frame_duration_ : origin_;
        return *last_;
    }
    Time start = on_grid(*pts) + shift_;
    if (last_ && start <= *last_) {
        ++backward_;
        if (*last_ - start >= kNewClock) {
            shift_ += *last_ + frame_duration_ - start;
            start = *last_ + frame_duration_;
        } else {
            start = *last_ + frame_duration_ / 2;  // leaves the next picture its own place
        }
    }
    last_ = start;
    return start;
}

}  // namespace gatecast
