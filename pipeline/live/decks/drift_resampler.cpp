// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/drift_resampler.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "pipeline/live/decks/ring.h"

namespace gatecast {

namespace {

constexpr int kPhases = 512;
constexpr int kTaps = 2 * kDriftReach;
constexpr double kBand = 0.97;  // of the band is kept, so that what is above it does not fold back

using Taps = std::array<float, kTaps>;

/// Windowed sinc at each phase between two samples, and at the one after the last.
std::array<Taps, kPhases + 1> make_table() {
    std::array<Taps, kPhases + 1> table{};
    for (int phase = 0; phase <= kPhases; ++phase) {
        double sum = 0;
        std::array<double, kTaps> taps{};
        for (int tap = 0; tap < kTaps; ++tap) {
            const double x = tap - (kDriftReach - 1) - static_cast<double>(phase) / kPhases;
            const double angle = std::numbers::pi * x * kBand;
            const double sinc = std::abs(x) < 1e-9 ? 1 : std::sin(angle) / angle;
            const double window = 0.5 * (1 + std::cos(std::numbers::pi * x / kDriftReach));
            taps[static_cast<size_t>(tap)] = std::abs(x) < kDriftReach ? sinc * window : 0;
            sum += taps[static_cast<size_t>(tap)];
        }
        for (int tap = 0; tap < kTaps; ++tap)
            table[static_cast<size_t>(phase)][static_cast<size_t>(tap)] =
                static_cast<float>(taps[static_cast<size_t>(tap)] / sum);
    }
    return table;
}

float sample_at(std::span<const float> line, int64_t frame, int channel) {
    const int64_t i = frame * kRingChannels + channel;
    return i < 0 || i >= static_cast<int64_t>(line.size()) ? 0.0F : line[static_cast<size_t>(i)];
}

}  // namespace

void read_at_speed(std::span<const float> line, double from, double speed, std::span<float> to) noexcept {
    static const std::array<Taps, kPhases + 1> kTable = make_table();
    const auto count = static_cast<int64_t>(to.size()) / kRingChannels;
    const bool as_it_is = speed == 1 && from == std::floor(from);
    for (int64_t i = 0; i < count; ++i) {
        const double place = from + static_cast<double>(i) * speed;
        const auto whole = static_cast<int64_t>(std::floor(place));
        const double phase = (place - static_cast<double>(whole)) * kPhases;
        const auto row = static_cast<size_t>(phase);
        const auto share = static_cast<float>(phase - static_cast<double>(row));
        for (int channel = 0; channel < kRingChannels; ++channel) {
            float value = as_it_is ? sample_at(line, whole, channel) : 0.0F;
            for (int tap = 0; tap < kTaps && !as_it_is; ++tap) {
                const auto t = static_cast<size_t>(tap);
                const float weight = kTable[row][t] + share * (kTable[row + 1][t] - kTable[row][t]);
                value += weight * sample_at(line, whole + tap - (kDriftReach - 1), channel);
            }
            to[static_cast<size_t>(i * kRingChannels + channel)] = value;
        }
    }
}

}  // namespace gatecast
