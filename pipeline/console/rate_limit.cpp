// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/console/rate_limit.h"

#include <algorithm>
#include <chrono>

namespace gatecast {

namespace {

constexpr size_t kManyPurses = 4096;

}  // namespace

double RateLimit::left_of(const std::string& who, Time now) const {
    const auto found = purses_.find(who);
    if (found == purses_.end()) return at_once_;
    const double seconds = std::chrono::duration<double>(now - found->second.at).count();
    return std::min(at_once_, found->second.left + seconds * a_second_);
}

bool RateLimit::allows(const std::string& who, Time now) const {
    return left_of(who, now) >= 1;
}

bool RateLimit::take(const std::string& who, Time now) {
    const double left = left_of(who, now);
    if (purses_.size() >= kManyPurses) forget_the_full(now);
    purses_[who] = {left >= 1 ? left - 1 : left, now};
    return left >= 1;
}

/// Whoever may ask as often as a newcomer need not be remembered.
void RateLimit::forget_the_full(Time now) {
    std::erase_if(purses_, [&](const auto& each) { return left_of(each.first, now) >= at_once_; });
    if (purses_.size() >= kManyPurses) purses_.clear();
}

}  // namespace gatecast
