// SPDX-License-Identifier: GPL-3.0-or-later
// The bars that dance on a radio card: how high each stands at a moment of a clip's sound. The sound is decoded from
// its start, wherever the first moment asked for lies: the bars of a segment must not depend on where a lane began.
// Made by the card's source; on its thread.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "pipeline/graph/reader.h"
#include "pipeline/media/spectrum.h"

namespace gatecast {

class SoundBars {
public:
    static constexpr int kBars = 25;
    static constexpr int kHeights = 32;       // 0: at rest
    static constexpr Time kStep{40'000'000};  // they change so often
    using Bars = std::array<uint8_t, kBars>;

    SoundBars(const Clip& clip, int track_index);

    /// Steps may be asked for in any order; what lies before the latest one is kept.
    [[nodiscard]] const Bars& at(Time t);
    [[nodiscard]] std::vector<Message> problems() const { return reader_.problems(); }

private:
    bool decode_block();
    void measure_step();

    AudioReader reader_;
    std::optional<SpectrumMeter> meter_;  // once the rate is known
    int64_t step_samples_ = 0;
    std::vector<float> mono_;  // not measured yet, with half a window of what was
    bool ended_ = false;
    std::array<double, kBars> standing_{};  // 0..1
    std::vector<Bars> steps_;
};

}  // namespace gatecast
