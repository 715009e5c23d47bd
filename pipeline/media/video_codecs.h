// SPDX-License-Identifier: GPL-3.0-or-later
// The ONE table of video encoders: libavcodec's name, and the settings that make its bytes depend on nothing but
// pictures and preset. Used by VideoEncoder only.
#pragma once

#include "pipeline/media/encode.h"
#include "pipeline/media/libav.h"

namespace gatecast {

struct VideoRequest {
    const VideoEncode& settings;
    const VideoShape& shape;
    int64_t first_frame;
    double rate_scale;
};

struct VideoCodecRow {
    VideoCodec codec;
    const char* encoder;
    const char* title;
    bool keeps_pictures;  // beyond the call that hands them in: it must be given copies
    bool interlaced;      // can code fields
    bool counts_last;     // its own count of a GOP would make a segment's last picture a whole one: it is asked instead
    int most_delay;       // frames a packet's dts may have to run ahead
    void (*configure)(AVCodecContext& context, libav::Options& options, const VideoRequest& request);
};

/// Throws Error for what the codec cannot do.
[[nodiscard]] const VideoCodecRow& video_codec_row(const VideoEncode& settings, const VideoShape& shape);

/// Frames that dts runs ahead of pts.
[[nodiscard]] int reorder_delay(const VideoCodecRow& row, const VideoEncode& settings);

/// Buffer in bits; a second of the rate where the preset names none.
[[nodiscard]] int64_t declared_buffer_bits(const VideoEncode& settings);

/// Rate and buffer a segment is encoded with, so that segments joined hold the declared rate R and buffer B: after T
/// seconds at R - B/2T out of a buffer of B/2, the decoder's buffer is at least as full as it was.
struct SegmentBuffer {
    int64_t max_rate;
    int64_t buffer_bits;
};
[[nodiscard]] SegmentBuffer segment_buffer(const VideoEncode& settings, double rate_scale);

}  // namespace gatecast
