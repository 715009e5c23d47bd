// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/mixer/fader.h"

#include <algorithm>

namespace gatecast {

namespace {

constexpr float kStep = 1.0F / 9600;  // a sample: silence is 200 ms away

}  // namespace

void Fader::apply(std::span<float> sound) {
    if (volume_ == 1 && wanted_ == 1) return;
    const auto channels = static_cast<size_t>(channels_);
    for (size_t at = 0; at + channels <= sound.size(); at += channels) {
        volume_ = std::clamp(wanted_, volume_ - kStep, volume_ + kStep);
        for (float& sample : sound.subspan(at, channels)) sample *= volume_;
    }
}

}  // namespace gatecast
