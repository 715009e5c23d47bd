// SPDX-License-Identifier: GPL-3.0-or-later
// Watches pictures and sound for dead air: black, frozen, silent for longer than its patience. A few hundred samples a
// frame, no more. On the mixer's composing thread: what is shown is watched for news, since a film may fade and a
// poster stands still; what a live source gives is watched by its feed, which switches.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "filters/image.h"

namespace gatecast {

enum class AirFault : uint8_t { kBlack, kFrozen, kSilent };
inline constexpr size_t kAirFaults = 3;
[[nodiscard]] const char* name_of(AirFault fault);

/// So long a fault must stand before it is told; 0: it is none.
struct AirPatience {
    Time black{0}, frozen{0}, silent{0};
};

class AirWatch {
public:
    AirWatch(Rational rate, const AirPatience& patience);

    /// The next frame; no picture counts as black.
    void see(const Picture* picture, std::span<const float> sound) noexcept;

    /// What has begun or ended with this frame.
    struct Change {
        AirFault fault;
        bool begins;
    };
    [[nodiscard]] std::span<const Change> changes() const { return {changes_.data(), count_}; }
    [[nodiscard]] bool stands(AirFault fault) const { return told_[static_cast<size_t>(fault)]; }
    /// Another item: what stood so far is not its fault.
    void begin_anew() noexcept;

private:
    struct Samples {
        std::array<uint8_t, 256> luma{};
        int brightest = 0;
    };
    [[nodiscard]] static Samples samples_of(const ConstImageView& view) noexcept;
    void count(AirFault fault, bool faulty) noexcept;

    std::array<int64_t, kAirFaults> patience_frames_{};
    Samples last_;
    uint64_t last_id_ = 0;
    std::array<int64_t, kAirFaults> since_{};  // frames in a row
    std::array<bool, kAirFaults> told_{};
    std::array<Change, kAirFaults> changes_{};
    size_t count_ = 0;
};

}  // namespace gatecast
