// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/scene/sources/sound_bars.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatecast {

namespace {

constexpr double kFloor_db = -66;  // a bar at rest
constexpr double kCeiling_db = -14;
constexpr double kTilt_db = 0.9;  // a band: speech and music are weaker the higher they go, and look so
constexpr double kFall = 0.84;    // of a bar's height that is left after a step of silence
constexpr SoundBars::Bars kAtRest{};

double height_of(double decibels, size_t band) {
    const double raised = decibels + kTilt_db * static_cast<double>(band);
    return std::clamp((raised - kFloor_db) / (kCeiling_db - kFloor_db), 0.0, 1.0);
}

}  // namespace

SoundBars::SoundBars(const Clip& clip, int track_index) : reader_(clip, track_index) {}

const SoundBars::Bars& SoundBars::at(Time t) {
    const auto step = static_cast<size_t>(std::max<int64_t>(0, t / kStep));
    while (steps_.size() <= step && !ended_) {
        if (meter_ && std::ssize(mono_) >= std::max<int64_t>(SpectrumMeter::kWindow, step_samples_))
            measure_step();
        else
            ended_ = !decode_block();
    }
    return step < steps_.size() ? steps_[step] : kAtRest;
}

bool SoundBars::decode_block() {
    const auto block = reader_.next();
    if (!block || block->channels <= 0) return false;
    if (!meter_) {
        meter_.emplace(block->sample_rate, kBars);
        step_samples_ = static_cast<int64_t>(block->sample_rate) * kStep.count() / 1'000'000'000;
        mono_.assign(SpectrumMeter::kWindow / 2, 0.0F);  // the first window's middle is the first sample
    }
    const auto channels = static_cast<size_t>(block->channels);
    for (size_t i = 0; i + channels <= block->samples.size(); i += channels) {
        const auto first = block->samples.begin() + static_cast<ptrdiff_t>(i);
        mono_.push_back(std::accumulate(first, first + static_cast<ptrdiff_t>(channels), 0.0F) /
                        static_cast<float>(channels));
    }
    return true;
}

void SoundBars::measure_step() {
    const auto bands = meter_->measure(std::span(mono_).first(SpectrumMeter::kWindow));
    Bars bars{};
    for (size_t i = 0; i < bars.size(); ++i) {
        standing_[i] = std::max(height_of(bands[i], i), standing_[i] * kFall);
        bars[i] = static_cast<uint8_t>(std::lround(standing_[i] * (kHeights - 1)));
    }
    steps_.push_back(bars);
    mono_.erase(mono_.begin(), mono_.begin() + step_samples_);
}

}  // namespace gatecast
