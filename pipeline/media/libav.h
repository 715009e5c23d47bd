// SPDX-License-Identifier: GPL-3.0-or-later
// libav's objects as owned values, and its error codes as words. Private to this room; any thread.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
}

#include <memory>
#include <string>

#include "filters/geometry.h"
#include "filters/image.h"

namespace gatecast::libav {

struct Free {
    void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
    void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
    void operator()(AVFormatContext* input) const noexcept { avformat_close_input(&input); }
};
using Frame = std::unique_ptr<AVFrame, Free>;
using PacketRef = std::unique_ptr<AVPacket, Free>;
using Codec = std::unique_ptr<AVCodecContext, Free>;
using Input = std::unique_ptr<AVFormatContext, Free>;

[[nodiscard]] Frame make_frame();
[[nodiscard]] PacketRef make_packet();
[[nodiscard]] Codec make_codec(const AVCodec* codec);

/// Options for an open call; what nobody took is still inside afterwards.
class Options {
public:
    Options() = default;
    ~Options() { av_dict_free(&dictionary_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    void set(const char* key, const std::string& value) { av_dict_set(&dictionary_, key, value.c_str(), 0); }
    void set(const char* key, int64_t value) { av_dict_set_int(&dictionary_, key, value, 0); }
    [[nodiscard]] AVDictionary** get() { return &dictionary_; }

private:
    AVDictionary* dictionary_ = nullptr;
};

/// libav's own words for an error code.
[[nodiscard]] std::string reason(int code);

inline AVRational to_av(Rational r) {
    const Rational low = r.reduced();
    return {static_cast<int>(low.num), static_cast<int>(low.den)};
}
inline Rational from_av(AVRational r) {
    return Rational{r.num, r.den}.reduced();
}

/// AV_PIX_FMT_NONE where libav has no such planar format.
[[nodiscard]] AVPixelFormat to_av(PixelFormat format);
/// The nearest planar format: palettes and packed RGB are kRgb, packed Y'CbCr keeps its subsampling.
[[nodiscard]] PixelFormat nearest_planar(AVPixelFormat format);

}  // namespace gatecast::libav
