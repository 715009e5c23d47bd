// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/ducking.h"

#include <algorithm>
#include <cmath>

namespace gatecast {

namespace {

constexpr int kSampleRate = 48000;
constexpr float kSpoken = 0.0056F;                                  // −45 dBFS: louder than a studio's floor
constexpr float kLowered = 0.2F;                                    // −14 dB beneath a voice
constexpr int kHold_frames = kSampleRate * 6 / 10;                  // a breath does not bring the sound up
constexpr float kDown = (1.0F - kLowered) / (0.15F * kSampleRate);  // a frame: 150 ms down
constexpr float kUp = (1.0F - kLowered) / (0.6F * kSampleRate);     // 600 ms up

}  // namespace

void Ducking::lay_over(std::vector<float>& sound, const std::vector<float>& voice) {
    for (size_t i = 0; i + static_cast<size_t>(channels_) <= sound.size(); i += static_cast<size_t>(channels_)) {
        float loudest = 0;
        for (size_t c = 0; c < static_cast<size_t>(channels_); ++c)
            loudest = std::max(loudest, std::fabs(voice[i + c]));
        held_ = loudest > kSpoken ? kHold_frames : std::max(0, held_ - 1);
        gain_ = held_ > 0 ? std::max(kLowered, gain_ - kDown) : std::min(1.0F, gain_ + kUp);
        for (size_t c = 0; c < static_cast<size_t>(channels_); ++c) sound[i + c] = sound[i + c] * gain_ + voice[i + c];
    }
}

}  // namespace gatecast
