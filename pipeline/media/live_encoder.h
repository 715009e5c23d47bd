// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures into H.264 as they come: no picture waits for a later one, whole ones stand every GOP and nowhere else, the
// rate keeps to a buffer. By x264. Not reproducible to the byte and not meant to be: files have VideoEncoder. Made by a
// display's encoder line, used on its thread.
#pragma once

#include <memory>

#include "pipeline/media/encode.h"

namespace gatecast {

class LiveEncoder {
public:
    /// Packets carry numbers from `first_frame`. Throws Error where the settings cannot be used so.
    LiveEncoder(const VideoEncode& settings, Size size, Rational rate, int64_t first_frame);
    ~LiveEncoder();

    void encode(const ConstImageView& picture, const PacketSink& sink);
    /// The next picture's number is left out.
    void skip();
    [[nodiscard]] CodecParameters parameters() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gatecast
