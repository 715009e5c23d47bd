// SPDX-License-Identifier: GPL-3.0-or-later
// How late frames were handed over, counted in tenths of a millisecond: never grows, costs nothing a frame. One thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "filters/geometry.h"

namespace gatecast {

class Lateness {
public:
    void add(Time late) noexcept {
        worst_ = std::max(worst_, late);
        const auto tenths = std::max<int64_t>(0, late / std::chrono::microseconds(100));
        ++counts_[static_cast<size_t>(std::min<int64_t>(tenths, kBuckets - 1))];
        ++frames_;
    }
    /// So late at most were this share of all frames; to a tenth of a millisecond.
    [[nodiscard]] Time at_share(double share) const noexcept {
        const auto wanted = static_cast<int64_t>(share * static_cast<double>(frames_));
        int64_t seen = 0;
        for (size_t i = 0; i < counts_.size(); ++i) {
            seen += counts_[i];
            if (seen > wanted) return std::chrono::microseconds(100) * (static_cast<int64_t>(i) + 1);
        }
        return worst_;
    }
    [[nodiscard]] Time worst() const { return worst_; }
    [[nodiscard]] int64_t frames() const { return frames_; }

private:
    static constexpr int64_t kBuckets = 2000;
    std::array<int64_t, kBuckets> counts_{};
    int64_t frames_ = 0;
    Time worst_{0};
};

}  // namespace gatecast
