// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/source_clock.h"

#include <algorithm>
#include <utility>

namespace gatecast {

namespace {

using namespace std::chrono_literals;

constexpr double kFastest = 0.001;  // nobody hears it
constexpr Time kWindow = 4s;        // jitter of the network is over within it
constexpr Time kCorrection = 15s;   // in which an error is made good
constexpr Time kFirstWindow = 1s;   // of a connection, which often begins with what had piled up
constexpr Time kTooMuch = 250ms;    // above the cushion, all through a window: it is skipped
constexpr Time kFarTooMuch = 1s;    // at once
constexpr Time kLongestCushion = 2s;

}  // namespace

/// What counts is the least that was ahead while packets came as late as they do.
void SourceClock::measure(Time slack, Time now) {
    least_slack_ = least_slack_ ? std::min(*least_slack_, slack) : slack;
    if (window_end_ == Time(0)) window_end_ = now + kFirstWindow;
    if (now < window_end_) return;
    const Time error = *least_slack_ - cushion_;
    if (error > kTooMuch) {
        skip_to(*position_ + error);
    } else {
        const double share = std::chrono::duration<double>(error) / std::chrono::duration<double>(kCorrection);
        speed_ = 1 + std::clamp(share, -kFastest, kFastest);
    }
    window_end_ = now + kWindow;
    least_slack_.reset();
}

void SourceClock::skip_to(Time position) {
    position_ = position;
    ++breaks_;
}

void SourceClock::arrived(Time until, Time now) {
    const std::optional<Time> before = until_;
    until_ = until_ ? std::max(*until_, until) : until;
    if (!position_) position_ = until;
    if (filling_ || !follows_ || !before || until <= *before) return;
    const Time played = *position_ - last_length_ + std::clamp<Time>(now - last_step_, Time(0), 100ms);
    measure(*before - played, now);  // just before it came
    if (*until_ - *position_ > cushion_ + kFarTooMuch) skip_to(*until_ - cushion_);
}

std::optional<Time> SourceClock::next(Time step, Time now) {
    if (!position_ || !until_) return std::nullopt;
    if (filling_ && *until_ - *position_ < cushion_ + step) return std::nullopt;
    if (std::exchange(filling_, false) && follows_) position_ = *until_ - cushion_ - step;
    last_step_ = now;
    const Time from = *position_;
    const auto length = Time(static_cast<int64_t>(static_cast<double>(step.count()) * speed_));
    if (from + length > *until_) {  // dry: it goes on when the cushion is there again, and a larger one
        filling_ = true;
        ++breaks_;
        speed_ = 1;
        window_end_ = Time(0);
        least_slack_.reset();
        if (follows_) cushion_ = std::min<Time>(kLongestCushion, cushion_ * 5 / 4);
        return std::nullopt;
    }
    position_ = from + length;
    last_length_ = length;
    return from;
}

}  // namespace gatecast
