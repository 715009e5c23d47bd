// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/buffer_model.h"

#include <algorithm>

namespace gatecast {

BufferModel::BufferModel(int64_t rate_bits, int64_t buffer_bits, Rational frame_rate, double start_fill, bool constant)
    : buffer_(static_cast<double>(buffer_bits)),
      bits_a_frame_(static_cast<double>(rate_bits) * static_cast<double>(frame_rate.den) /
                    static_cast<double>(frame_rate.num)),
      fill_(buffer_ * start_fill),
      lowest_(fill_),
      constant_(constant) {}

void BufferModel::take(int64_t bits) {
    ++pictures_;
    fill_ -= static_cast<double>(bits);
    lowest_ = std::min(lowest_, fill_);
    if (fill_ < 0) ++underflows_;
    fill_ += bits_a_frame_;
    if (fill_ <= buffer_) return;
    if (constant_) {
        if (fill_ > buffer_ + 8) ++overflows_;  // stuffing comes in whole bytes
    } else {
        fill_ = buffer_;
    }
}

}  // namespace gatecast
