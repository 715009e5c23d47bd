// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatecast {
namespace {

constexpr int kSampleRate = 48'000;
constexpr int kShortTermStep = kSampleRate / 10;  // the window of 3 s moves by 100 ms
constexpr double kSilence = -std::numeric_limits<double>::infinity();
constexpr double kAbsoluteGate = -70;  // LUFS: below, R128 hears nothing

/// A little room: a coder's own filters raise peaks, and the plan must hold after rounding.
constexpr double kCeilingMarginDb = 0.1;

/// Of a limited pass: closer than this nobody hears, and more at once would be squashing.
constexpr double kCloseEnoughLu = 0.1;
constexpr double kMostCorrectionDb = 3;

double to_db(double linear) {
    return linear > 0 ? 20 * std::log10(linear) : kSilence;
}

}  // namespace

bool Loudness::silent() const {
    return !(integrated_lufs > kAbsoluteGate);
}

struct LoudnessMeter::State {
    struct Close {
        void operator()(ebur128_state* state) const noexcept { ebur128_destroy(&state); }
    };
    std::unique_ptr<ebur128_state, Close> meter;
    int channels;
    int64_t samples = 0;
    double max_short_term = kSilence;

    void add_block(const float* block, int64_t count) {
        if (ebur128_add_frames_float(meter.get(), block, static_cast<size_t>(count)) != EBUR128_SUCCESS)
            throw std::bad_alloc();
        samples += count;
        if (samples < 3LL * kSampleRate || samples % kShortTermStep != 0) return;
        double now = kSilence;
        if (ebur128_loudness_shortterm(meter.get(), &now) == EBUR128_SUCCESS)
            max_short_term = std::max(max_short_term, now);
    }
};

LoudnessMeter::LoudnessMeter(int channels) : state_(std::make_unique<State>()) {
    constexpr int kMode = EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM;
    state_->channels = channels;
    state_->meter.reset(ebur128_init(static_cast<unsigned>(channels), kSampleRate, kMode));
    if (!state_->meter) throw std::bad_alloc();
    if (channels == 1) ebur128_set_channel(state_->meter.get(), 0, EBUR128_DUAL_MONO);  // it comes out of two speakers
}
LoudnessMeter::~LoudnessMeter() = default;

void LoudnessMeter::add(const float* samples, int64_t count) {
    while (count > 0) {
        const int64_t step = std::min(count, kShortTermStep - state_->samples % kShortTermStep);
        state_->add_block(samples, step);
        samples += step * state_->channels;
        count -= step;
    }
}

Loudness LoudnessMeter::result() const {
    const State& s = *state_;
    Loudness loudness;
    if (ebur128_loudness_global(s.meter.get(), &loudness.integrated_lufs) != EBUR128_SUCCESS)
        loudness.integrated_lufs = kSilence;
    loudness.max_short_term_lufs = s.max_short_term;
    double peak = 0;
    for (int channel = 0; channel < s.channels; ++channel) {
        double one = 0;
        if (ebur128_true_peak(s.meter.get(), static_cast<unsigned>(channel), &one) == EBUR128_SUCCESS)
            peak = std::max(peak, one);
    }
    loudness.true_peak_dbtp = to_db(peak);
    loudness.duration = Time(s.samples * 1'000'000'000 / kSampleRate);
    return loudness;
}

LoudnessPlan plan_loudness(const Loudness& measured, const LoudnessProfile& profile) {
    LoudnessPlan plan;
    if (measured.silent()) return plan;
    plan.method = LoudnessMethod::kLinear;
    plan.gain_db = profile.integrated_lufs - measured.integrated_lufs;
    plan.ceiling_dbtp = profile.max_true_peak_dbtp - kCeilingMarginDb;
    if (measured.duration < profile.short_item && std::isfinite(measured.max_short_term_lufs)) {
        const double most = profile.max_short_term_lufs - measured.max_short_term_lufs;
        plan.held_by_short_term = most < plan.gain_db;
        plan.gain_db = std::min(plan.gain_db, most);
    }
    if (measured.true_peak_dbtp + plan.gain_db > profile.max_true_peak_dbtp) plan.method = LoudnessMethod::kLimited;
    return plan;
}

LoudnessPlan correct_loudness(const LoudnessPlan& plan, const Loudness& after, const LoudnessProfile& profile) {
    LoudnessPlan corrected = plan;
    if (plan.method != LoudnessMethod::kLimited || plan.held_by_short_term || after.silent()) return corrected;
    const double missing = profile.integrated_lufs - after.integrated_lufs;
    if (missing < kCloseEnoughLu) return corrected;
    corrected.gain_db += std::min(missing, kMostCorrectionDb);
    return corrected;
}

}  // namespace gatecast
