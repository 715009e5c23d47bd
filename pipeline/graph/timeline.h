// SPDX-License-Identifier: GPL-3.0-or-later
// Puts decoded pictures on one line of time that only goes forward, whatever the file says: missing times are filled
// from the rate, steps back are bridged, the rounding of coarse containers is undone. Used by VideoReader.
#pragma once

#include <optional>

#include "pipeline/media/clip.h"

namespace gatecast {

class Timeline {
public:
    explicit Timeline(const VideoTrack& track);

    /// The start of the next picture in presentation order, later than every one before.
    [[nodiscard]] Time place(std::optional<Time> pts);
    [[nodiscard]] Time frame_duration() const { return frame_duration_; }

    [[nodiscard]] int64_t missing() const { return missing_; }
    [[nodiscard]] int64_t backward() const { return backward_; }

private:
    [[nodiscard]] Time on_grid(Time pts) const;

    Rational rate_;
    bool trusted_;   // times in the file are worth reading
    bool constant_;  // pictures come at rate_
    Time origin_;    // of the grid
    Time frame_duration_;
    std::optional<Time> last_;
    Time shift_{0};  // added since the stream's own clock was set back
    int64_t placed_ = 0;
    int64_t missing_ = 0;
    int64_t backward_ = 0;
};

}  // namespace gatecast
