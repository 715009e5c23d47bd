// SPDX-License-Identifier: GPL-3.0-or-later
// How strong the bands of a sound are at a moment, for pictures of it. Called by the radio card's source; one thread.
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace gatecast {

class SpectrumMeter {
public:
    static constexpr int kWindow = 2048;  // samples

    /// `bands` of equal width on a scale of octaves, from 60 Hz to 12 kHz, as far as the rate goes.
    SpectrumMeter(int sample_rate, int bands);
    ~SpectrumMeter();
    SpectrumMeter(SpectrumMeter&&) noexcept;

    /// Decibels below full scale of each band over kWindow samples of one channel; -120: silent. Valid until the next
    /// call.
    [[nodiscard]] std::span<const double> measure(std::span<const float> window);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
