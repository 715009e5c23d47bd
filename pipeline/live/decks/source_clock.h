// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a live source's time the grid stands. It follows the source's clock by playing up to 0.1 % faster or slower,
// waits where nothing has come, and skips where too much has. Values; used under the live buffer's lock.
#pragma once

#include <optional>

#include "filters/geometry.h"

namespace gatecast {

class SourceClock {
public:
    /// `cushion`: how far what has come is ahead of what is played, at the least. `follows`: the source comes in its
    /// own time; else it waits until it is asked.
    SourceClock(Time cushion, bool follows) : cushion_(cushion), follows_(follows) {}

    /// Everything up to `until` of the source's time is there, at `now`.
    void arrived(Time until, Time now);
    /// One step of the grid, `step` long, at `now`: where it begins in the source's time. Nothing: not enough is there.
    [[nodiscard]] std::optional<Time> next(Time step, Time now);

    [[nodiscard]] double speed() const { return speed_; }
    /// Times it ran dry, or ran over.
    [[nodiscard]] int breaks() const { return breaks_; }
    [[nodiscard]] Time cushion() const { return cushion_; }

private:
    void measure(Time slack, Time now);
    void skip_to(Time position);

    Time cushion_;
    bool follows_;
    std::optional<Time> until_;     // of what is there
    std::optional<Time> position_;  // of the next step
    bool filling_ = true;
    Time last_step_{0};    // when it was taken
    Time last_length_{0};  // of the source's time that it took
    Time window_end_{0};
    std::optional<Time> least_slack_;  // in this window
    double speed_ = 1;
    int breaks_ = 0;
};

}  // namespace gatecast
