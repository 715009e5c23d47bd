// SPDX-License-Identifier: GPL-3.0-or-later
// A voice over sound: the sound steps back while somebody speaks, and comes up again after. Used by a sound lane.
#pragma once

#include <vector>

namespace gatecast {

class Ducking {
public:
    explicit Ducking(int channels) : channels_(channels) {}

    /// Lays `voice` over `sound`, in place; both interleaved, 48 kHz, equally long.
    void lay_over(std::vector<float>& sound, const std::vector<float>& voice);

private:
    int channels_;
    float gain_ = 1.0F;  // of the sound, now
    int held_ = 0;       // frames since somebody spoke
};

}  // namespace gatecast
