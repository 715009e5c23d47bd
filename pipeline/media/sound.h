// SPDX-License-Identifier: GPL-3.0-or-later
// Any track's sound as 48 kHz float in the channels that are wanted, on an unbroken line of samples from 0: gaps are
// silence, overlaps are trimmed, the length is exact. Deterministic; one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

/// Interleaved samples that are ready; valid during the call.
using SampleSink = std::function<void(const float* samples, int64_t count)>;

/// Gains from each input channel (inner) to each output channel (outer). Surround goes to stereo with ITU-R BS.775's
/// shares, scaled so that nothing can clip; LFE is left out; more than 7.1 is taken for separate tracks: the first two.
[[nodiscard]] std::vector<std::vector<float>> mix_gains(int channels_in, int channels_out);

class SoundConform {
public:
    /// `total_samples` at 48 kHz: exactly as many come out.
    SoundConform(int channels_in, int rate_in, int channels_out, int64_t total_samples);
    ~SoundConform();

    /// A decoded block, interleaved, with the time of its first sample on the output's line. Times that jitter by
    /// less than 5 ms are taken for an unbroken stream.
    void push(std::span<const float> samples, Time start, const SampleSink& sink);
    void finish(const SampleSink& sink);

    struct Repairs {
        int64_t silence_samples = 0;  // put into gaps, at the input's rate
        int64_t trimmed_samples = 0;  // cut from overlaps
    };
    [[nodiscard]] const Repairs& repairs() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
