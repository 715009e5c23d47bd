// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/spectrum.h"

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/tx.h>
}

#include <algorithm>
#include <cmath>
#include <new>
#include <numbers>

namespace gatecast {

namespace {

constexpr double kLowest_hz = 60;
constexpr double kHighest_hz = 12000;
constexpr double kSilence_db = -120;
constexpr int kBins = SpectrumMeter::kWindow / 2;

struct FreeTransform {
    void operator()(AVTXContext* transform) const noexcept { av_tx_uninit(&transform); }
};
struct FreeSamples {
    void operator()(float* samples) const noexcept { av_free(samples); }
};
using Samples = std::unique_ptr<float[], FreeSamples>;  // aligned as the transform wants them

Samples make_samples(size_t count) {
    auto* samples = static_cast<float*>(av_calloc(count, sizeof(float)));
    if (samples == nullptr) throw std::bad_alloc();
    return Samples(samples);
}

}  // namespace

struct SpectrumMeter::State {
    std::unique_ptr<AVTXContext, FreeTransform> transform;
    av_tx_fn run = nullptr;
    Samples input = make_samples(2 * static_cast<size_t>(kWindow));  // complex: libav's real transform is not in 5.1
    Samples output = make_samples(2 * static_cast<size_t>(kWindow));
    std::vector<float> hann;
    std::vector<int> edges;  // bins where bands begin, and the end
    std::vector<double> decibels;
};

SpectrumMeter::SpectrumMeter(int sample_rate, int bands) : state_(std::make_unique<State>()) {
    AVTXContext* transform = nullptr;
    const float scale = 1.0F;
    if (av_tx_init(&transform, &state_->run, AV_TX_FLOAT_FFT, 0, kWindow, &scale, 0) < 0) throw std::bad_alloc();
    state_->transform.reset(transform);
    for (int i = 0; i < kWindow; ++i)
        state_->hann.push_back(static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / kWindow)));
    const double highest = std::min(kHighest_hz, sample_rate * 0.45);
    for (int band = 0; band <= bands; ++band) {
        const double hz = kLowest_hz * std::pow(highest / kLowest_hz, static_cast<double>(band) / bands);
        const auto bin = static_cast<int>(std::lround(hz * kWindow / sample_rate));
        const int after_last = state_->edges.empty() ? 1 : state_->edges.back() + 1;
        state_->edges.push_back(std::min(std::max(bin, after_last), kBins));
    }
    state_->decibels.resize(static_cast<size_t>(bands));
}
SpectrumMeter::~SpectrumMeter() = default;
SpectrumMeter::SpectrumMeter(SpectrumMeter&&) noexcept = default;

std::span<const double> SpectrumMeter::measure(std::span<const float> window) {
    State& s = *state_;
    for (size_t i = 0; i < static_cast<size_t>(kWindow); ++i) {
        s.input[2 * i] = i < window.size() ? window[i] * s.hann[i] : 0.0F;
        s.input[2 * i + 1] = 0.0F;
    }
    s.run(s.transform.get(), s.output.get(), s.input.get(), 2 * sizeof(float));
    for (size_t band = 0; band < s.decibels.size(); ++band) {
        double power = 0;
        for (auto bin = static_cast<size_t>(s.edges[band]); bin < static_cast<size_t>(s.edges[band + 1]); ++bin) {
            const double re = s.output[2 * bin];
            const double im = s.output[2 * bin + 1];
            power += re * re + im * im;
        }
        // A full-scale sine has a power of (window / 4)² in its bins: a window of this shape halves, and two sides
        // halve.
        const double share = power / (kWindow / 4.0 * (kWindow / 4.0));
        s.decibels[band] = std::max(kSilence_db, 10 * std::log10(share + 1e-12));
    }
    return s.decibels;
}

}  // namespace gatecast
