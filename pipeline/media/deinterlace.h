// SPDX-License-Identifier: GPL-3.0-or-later
// Interlaced pictures to single ones at field rate, by libavfilter's bwdif on one thread. Used by decoded sources.
#pragma once

#include <memory>
#include <vector>

#include "filters/image.h"

namespace gatecast {

struct TimedPicture {
    Picture picture;
    Time start{0};
    Time end{0};
};

class Deinterlacer {
public:
    Deinterlacer();
    ~Deinterlacer();

    /// Progressive pictures inside an interlaced clip are deinterlaced like the rest. One picture behind.
    [[nodiscard]] std::vector<TimedPicture> push(const Picture& interlaced, Time start, Time end);
    [[nodiscard]] std::vector<TimedPicture> flush();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
