// SPDX-License-Identifier: GPL-3.0-or-later
// The last step before an encoder: a display's frame as it is, or, for review copies, scaled down with the label and
// the timecode burnt in. One for each output, on the lane's composing thread.
#pragma once

#include <memory>

#include "filters/canvas.h"
#include "pipeline/render/plan.h"

namespace gatecast {

class OutputStage {
public:
    /// `time_offset`: the moment of the clip that frame 0 shows; burnt timecodes count the clip.
    OutputStage(const OutputPlan& output, Time time_offset);
    ~OutputStage();
    OutputStage(OutputStage&&) noexcept;

    [[nodiscard]] Picture prepare(const Picture& frame, int64_t n);

private:
    struct Review;
    std::unique_ptr<Review> review_;  // null: frames pass as they are
};

}  // namespace gatecast
