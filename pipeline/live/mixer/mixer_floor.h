// SPDX-License-Identifier: GPL-3.0-or-later
// What the mixer's composing thread works on, and what orders from its second thread change between two frames.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "pipeline/live/mixer/feed.h"
#include "pipeline/live/mixer/live_display.h"
#include "pipeline/live/site/hours.h"

namespace gatecast {

using Feeds = std::map<std::string, Feed>;
using LiveDisplays = std::map<std::string, LiveDisplay*>;

struct Floor {
    Feeds feeds;
    LiveDisplays displays;
    std::function<void(const std::string& display, const DisplayAir& air)> set_air;
    int64_t frame = 0;  // that comes next
};
using FloorOrder = std::function<void(Floor&)>;

}  // namespace gatecast
