// SPDX-License-Identifier: GPL-3.0-or-later
// Judges composed frames on their way into the encoder: black, or standing still. It only counts; what it finds is
// said in the results, since films fade and posters stand. Called by a lane for each frame of a segment.
#pragma once

#include <cstdint>
#include <vector>

#include "filters/image.h"

namespace gatecast {

/// Frames first <= n < first + count, numbered from the start of the output.
struct FrameRun {
    int64_t first = 0;
    int64_t count = 0;
};

class Judge {
public:
    void see(const ConstImageView& picture, int64_t frame);

    [[nodiscard]] const std::vector<FrameRun>& black() const { return black_; }
    /// Frames equal to the one before.
    [[nodiscard]] const std::vector<FrameRun>& frozen() const { return frozen_; }

private:
    std::vector<FrameRun> black_;
    std::vector<FrameRun> frozen_;
    std::vector<uint8_t> sample_, last_sample_;
};

/// Runs that meet become one.
void add_run(std::vector<FrameRun>& runs, const FrameRun& run);

}  // namespace gatecast
