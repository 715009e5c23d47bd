// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder's buffer as the standards draw it: bits come in at a rate, each picture leaves whole at its decode
// time. The constant-rate encoder steers by it, tests hold joined segments against it. Values only; any thread.
#pragma once

#include <cstdint>

#include "filters/geometry.h"

namespace gatecast {

class BufferModel {
public:
    /// `constant`: bits never stop coming, so that a full buffer overflows instead of waiting.
    BufferModel(int64_t rate_bits, int64_t buffer_bits, Rational frame_rate, double start_fill, bool constant);

    /// One picture in decode order: it leaves, then one frame's time of bits comes in.
    void take(int64_t bits);

    [[nodiscard]] double fill_bits() const { return fill_; }
    [[nodiscard]] double lowest_bits() const { return lowest_; }  // straight after a picture left
    [[nodiscard]] int64_t pictures() const { return pictures_; }
    [[nodiscard]] int64_t underflows() const { return underflows_; }
    [[nodiscard]] int64_t overflows() const { return overflows_; }
    [[nodiscard]] double bits_a_frame() const { return bits_a_frame_; }

private:
    double buffer_;
    double bits_a_frame_;
    double fill_;
    double lowest_;
    bool constant_;
    int64_t pictures_ = 0;
    int64_t underflows_ = 0;
    int64_t overflows_ = 0;
};

}  // namespace gatecast
