// SPDX-License-Identifier: GPL-3.0-or-later
// The times of a live stream on one line that never jumps, whatever its clock does: 33-bit counters that wrap, encoders
// that start again, streams joined one behind the other. Values; used by a live input on its own thread.
#pragma once

#include <map>
#include <optional>

#include "filters/geometry.h"

namespace gatecast {

class StreamLine {
public:
    /// Where the packet of a track stands that says `told` of itself. The line begins at 0 with the first packet.
    [[nodiscard]] Time place(int track, Time told, Time duration);
    /// How often the stream's clock has jumped.
    [[nodiscard]] int jumps() const { return jumps_; }

private:
    [[nodiscard]] bool fits(Time line, const std::optional<Time>& track_end) const;

    std::map<int, std::optional<Time>> ends_;  // of each track's last packet
    std::optional<Time> last_;                 // of any track
    Time offset_{0};                           // from what is told to the line
    Time offset_before_{0};  // of tracks whose packets of before the jump come after those of others behind it
    int jumps_ = 0;
};

}  // namespace gatecast
