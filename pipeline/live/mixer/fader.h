// SPDX-License-Identifier: GPL-3.0-or-later
// The volume of a display's sound: a new one is reached over a short ramp, so that nothing clicks. The mixer's
// composing thread.
#pragma once

#include <span>

namespace gatecast {

class Fader {
public:
    /// `channels` samples stand side by side.
    Fader(int channels, float volume) : channels_(channels), volume_(volume), wanted_(volume) {}

    void turn_to(float volume) { wanted_ = volume; }
    /// The sound of the next frame.
    void apply(std::span<float> sound);

private:
    int channels_;
    float volume_, wanted_;
};

}  // namespace gatecast
