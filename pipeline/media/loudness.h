// SPDX-License-Identifier: GPL-3.0-or-later
// How loud something is (EBU R128) and how it is brought to a profile: linear gain, and a true-peak limiter only where
// gain alone would pass the peak. Deterministic. Used by a sound lane.
#pragma once

#include <memory>

#include "presets/loudness.h"

namespace gatecast {

struct LoudnessMeasure {
    double integrated_lufs = 0;      // -infinity: silence
    double max_short_term_lufs = 0;
    double true_peak_dbtp = 0;
};

class LoudnessMeter {
public:
    explicit LoudnessMeter(int channels);  // 48 kHz
    ~LoudnessMeter();

    void add(const float* interleaved, int64_t frames);
    [[nodiscard]] LoudnessMeasure measure() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct LoudnessPlan {
    double gain_db = 0;
    bool limit = false;
    double ceiling_dbtp = 0;
};
/// `length` decides whether the short-item rule holds. Silence stays as it is.
[[nodiscard]] LoudnessPlan plan_loudness(const LoudnessMeasure& measured, const LoudnessProfile& profile, Time length);

/// Applies a plan to a stream; what goes in comes out, as many samples, once flushed.
class LoudnessApplier {
public:
    LoudnessApplier(const LoudnessPlan& plan, int channels);
    ~LoudnessApplier();

    /// Appends to `out`; the limiter looks ahead, so that less may come out than went in.
    void apply(const float* interleaved, int64_t frames, std::vector<float>& out);
    void flush(std::vector<float>& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
