// SPDX-License-Identifier: GPL-3.0-or-later
// Loudness by EBU R128: measured once over a whole track, then brought to a profile's target by one gain, and only
// where the true peak asks for it by a limiter. Deterministic; 48 kHz interleaved float; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "filters/geometry.h"
#include "presets/loudness.h"

namespace gatecast {

struct Loudness {
    double integrated_lufs = 0;      // -infinity: silent
    double max_short_term_lufs = 0;  // -infinity: silent or under 3 s
    double true_peak_dbtp = 0;       // -infinity: silent
    Time duration{0};
    [[nodiscard]] bool silent() const;
};

class LoudnessMeter {
public:
    explicit LoudnessMeter(int channels);
    ~LoudnessMeter();

    void add(const float* samples, int64_t count);
    [[nodiscard]] Loudness result() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

enum class LoudnessMethod : uint8_t { kNone, kLinear, kLimited };

struct LoudnessPlan {
    LoudnessMethod method = LoudnessMethod::kNone;
    double gain_db = 0;
    double ceiling_dbtp = 0;          // of the limiter
    bool held_by_short_term = false;  // a short item: quieter than the target, so that no moment is louder than allowed
};
[[nodiscard]] LoudnessPlan plan_loudness(const Loudness& measured, const LoudnessProfile& profile);

/// A limiter takes loudness away. Measured again after a limited pass, the plan that makes up for it; twice is enough.
/// Equal to `plan` where nothing is missing.
[[nodiscard]] LoudnessPlan correct_loudness(const LoudnessPlan& plan, const Loudness& after,
                                            const LoudnessProfile& profile);

/// Applies a plan. The limiter looks ahead and gives back what it delayed: as many samples leave as came.
class Normaliser {
public:
    Normaliser(const LoudnessPlan& plan, int channels);
    ~Normaliser();

    /// Samples that are ready, interleaved; valid until the next call.
    [[nodiscard]] const std::vector<float>& process(const float* samples, int64_t count);
    [[nodiscard]] const std::vector<float>& finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
