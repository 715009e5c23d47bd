// SPDX-License-Identifier: GPL-3.0-or-later
extern "C" {
#include <libavcodec/avcodec.h>
}

#include <functional>
#include <span>

#include "pipeline/media/probe_parts.h"

namespace gatecast::probing {
namespace {

using Bytes = std::span<const uint8_t>;
using SeeUnit = std::function<bool(uint8_t header)>;  // false: enough

void units_by_length(Bytes data, size_t length_bytes, const SeeUnit& see) {
    while (data.size() > length_bytes) {
        size_t length = 0;
        for (size_t n = 0; n < length_bytes; ++n) length = length << 8 | data[n];
        if (length == 0 || length > data.size() - length_bytes || !see(data[length_bytes])) return;
        data = data.subspan(length_bytes + length);
    }
}

void units_by_start_code(Bytes data, const SeeUnit& see) {
    for (size_t n = 3; n < data.size(); ++n)
        if (data[n - 1] == 1 && data[n - 2] == 0 && data[n - 3] == 0 && !see(data[n])) return;
}

void each_unit(const AVPacket& packet, const AVCodecParameters& codec, size_t length_at, const SeeUnit& see) {
    const Bytes data(packet.data, static_cast<size_t>(packet.size));
    const Bytes head(codec.extradata, static_cast<size_t>(codec.extradata_size));
    if (head.size() > length_at && head[0] == 1) {
        units_by_length(data, (head[length_at] & 3U) + 1, see);
    } else {
        units_by_start_code(data, see);
    }
}

/// The kind of the first unit that is a slice; -1: none.
int first_slice_h264(const AVPacket& packet, const AVCodecParameters& codec) {
    int kind = -1;
    each_unit(packet, codec, 4, [&](uint8_t header) {
        const int unit = header & 0x1F;
        if (unit >= 1 && unit <= 5) kind = unit;
        return kind < 0;
    });
    return kind;
}

int first_slice_hevc(const AVPacket& packet, const AVCodecParameters& codec) {
    int kind = -1;
    each_unit(packet, codec, 21, [&](uint8_t header) {
        const int unit = (header >> 1) & 0x3F;
        if (unit < 32) kind = unit;
        return kind < 0;
    });
    return kind;
}

}  // namespace

bool begins_anew(const AVPacket& keyframe, const AVCodecParameters& codec) {
    constexpr int kIdrH264 = 5;
    constexpr int kIdrHevcWithLeading = 19;
    constexpr int kIdrHevc = 20;
    if (codec.codec_id == AV_CODEC_ID_H264) return first_slice_h264(keyframe, codec) == kIdrH264;
    if (codec.codec_id == AV_CODEC_ID_HEVC) {
        const int kind = first_slice_hevc(keyframe, codec);
        return kind == kIdrHevcWithLeading || kind == kIdrHevc;
    }
    const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec.codec_id);
    return descriptor && (descriptor->props & AV_CODEC_PROP_INTRA_ONLY);
}

}  // namespace gatecast::probing
