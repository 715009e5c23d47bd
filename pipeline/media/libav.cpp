// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/libav.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <new>

namespace gatecast::libav {

Frame make_frame() {
    Frame frame(av_frame_alloc());
    if (!frame) throw std::bad_alloc();
    return frame;
}

PacketRef make_packet() {
    PacketRef packet(av_packet_alloc());
    if (!packet) throw std::bad_alloc();
    return packet;
}

Codec make_codec(const AVCodec* codec) {
    Codec context(avcodec_alloc_context3(codec));
    if (!context) throw std::bad_alloc();
    return context;
}

std::string reason(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return text;
}

AVPixelFormat to_av(PixelFormat format) {
    struct Row {
        Chroma chroma;
        const char* name;
    };
    static constexpr Row kRows[] = {
        {Chroma::k420, "yuv420p"}, {Chroma::k422, "yuv422p"}, {Chroma::k444, "yuv444p"},
        {Chroma::kGrey, "gray"},   {Chroma::kRgb, "gbrp"},
    };
    for (const Row& row : kRows) {
        if (row.chroma != format.chroma) continue;
        if (format.depth == 8) return av_get_pix_fmt(row.name);
        return av_get_pix_fmt((std::string(row.name) + std::to_string(format.depth) + "le").c_str());
    }
    return AV_PIX_FMT_NONE;
}

PixelFormat nearest_planar(AVPixelFormat format) {
    const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(format);
    if (!description) return {};
    const int depth = std::clamp(description->comp[0].depth, 8, 16);
    if (description->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) return {Chroma::kRgb, depth};
    if (description->nb_components <= 2) return {Chroma::kGrey, depth};
    if (description->log2_chroma_h > 0) return {Chroma::k420, depth};
    if (description->log2_chroma_w > 0) return {Chroma::k422, depth};
    return {Chroma::k444, depth};
}

}  // namespace gatecast::libav
