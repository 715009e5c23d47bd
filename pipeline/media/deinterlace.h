// SPDX-License-Identifier: GPL-3.0-or-later
// Interlaced pictures into progressive ones at field rate, by libavfilter's bwdif on one thread. Planes are not
// copied on the way in; what comes out keeps itself alive. One thread at a time.
#pragma once

#include <functional>
#include <memory>

#include "filters/image.h"

namespace gatecast {

/// One field made whole: shown from start to end, half of its picture's time.
using FieldSink = std::function<void(Picture&& picture, Time start, Time end)>;

class Deinterlacer {
public:
    Deinterlacer();
    ~Deinterlacer();
    Deinterlacer(Deinterlacer&&) noexcept;

    /// In presentation order. Fields of this picture come with the next one: the filter looks ahead. A picture of
    /// another size or format starts afresh. Throws Error for a format that bwdif does not take.
    void push(const Picture& picture, Time start, Time end, const FieldSink& sink);
    void flush(const FieldSink& sink);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
