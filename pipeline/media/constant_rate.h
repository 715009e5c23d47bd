// SPDX-License-Identifier: GPL-3.0-or-later
// Makes an MPEG-2 segment constant in rate: the encoder runs a little below the rate, and zero bytes at the end of
// pictures bring the decoder's buffer back to where the segment began, so that segments join without a seam.
// Used by VideoEncoder, on its thread.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/media/encode.h"

namespace gatecast {

class ConstantRate {
public:
    static constexpr double kEncoderShare = 0.97;  // of the rate: what is left over is stuffed
    static constexpr double kStartFill = 0.75;

    ConstantRate(int64_t rate_bits, int64_t buffer_bits, Rational frame_rate);

    /// Pictures in decode order. They are held to the end: what is saved early may be needed late, so that only then
    /// is it known what to stuff (30 MB at 50 Mbit/s and 4.8 s).
    void take(Packet&& picture);
    /// They come out with zero bytes spread over them and headers that tell the real rate.
    void finish(const PacketSink& sink);

    /// After finish(): bits by which the buffer ended below its start, or fell below empty; 0: the segment holds.
    [[nodiscard]] int64_t missing_bits() const;

    /// Sequence headers in `bytes` (extradata too) declare the rate on the wire, not the encoder's own.
    void declare_rate(std::vector<uint8_t>& bytes) const;

private:
    [[nodiscard]] std::vector<int64_t> stuffing() const;
    [[nodiscard]] bool underflows(const std::vector<int64_t>& stuffing) const;

    int64_t rate_bits_;
    // The buffer is counted in bits times the numerator of the frame rate: exact at 30000/1001 too.
    int64_t scale_;
    int64_t a_frame_;
    int64_t buffer_;
    int64_t start_;
    int64_t fill_;
    int64_t lowest_;
    std::vector<Packet> segment_;
};

}  // namespace gatecast
