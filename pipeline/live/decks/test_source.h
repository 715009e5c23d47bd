// SPDX-License-Identifier: GPL-3.0-or-later
// A live source that needs no line: colour bars, a white block that runs, a tone of 1 kHz at −20 dBFS, in the time of
// this machine. For setting a gate up. Used on a live deck's reading thread.
#pragma once

#include "pipeline/media/live_input.h"

namespace gatecast {

class TestSource {
public:
    TestSource(Size size, Rational rate);

    /// Waits for the next picture's time, then gives it with its sound.
    void read(const LiveSink& sink);

private:
    Size size_;
    Rational rate_;
    Time begun_;
    int64_t next_ = 0;
    ImagePool pool_;
};

}  // namespace gatecast
