// SPDX-License-Identifier: GPL-3.0-or-later
// Any decoded sound onto the grid: 48 kHz float, the channels wanted, gaps filled with silence, overlaps cut, exactly so
// many samples. Used by a sound lane.
#pragma once

#include <memory>
#include <vector>

#include "filters/geometry.h"

namespace gatecast {

class SoundConform {
public:
    /// Output sample 0 is the moment `origin` of the input's time; `total` samples come out in all.
    SoundConform(int channels_out, Time origin, int64_t total);
    ~SoundConform();

    /// A block as decoded; format may change between blocks. Appends what is ready to `out`, interleaved.
    void add(const float* interleaved, int64_t frames, int channels, int sample_rate, Time start, std::vector<float>& out);
    /// Pads to the total.
    void finish(std::vector<float>& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
