// SPDX-License-Identifier: GPL-3.0-or-later
// The clocks of a site: the monotonic one that the grid counts on, and UTC for people. Any thread.
#pragma once

#include <cerrno>
#include <chrono>
#include <ctime>

#include "filters/geometry.h"

namespace gatecast {

[[nodiscard]] inline Time monotonic_now() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

[[nodiscard]] inline Time wall_now() {
    return std::chrono::system_clock::now().time_since_epoch();
}

/// Of the monotonic clock.
inline void sleep_until(Time moment) {
    const timespec until{moment.count() / 1'000'000'000, moment.count() % 1'000'000'000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) == EINTR) continue;
}

}  // namespace gatecast
