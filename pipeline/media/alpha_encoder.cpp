// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/alpha_encoder.h"

extern "C" {
#include <libavutil/opt.h>
}

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {

namespace {

/// sRGB-coded text to 10 bit BT.709 of video range, in 1/65536.
struct Coefficients {
    int64_t r, g, b, offset;
};
constexpr int64_t fixed(double value) {
    return static_cast<int64_t>(value * 65536 + (value < 0 ? -0.5 : 0.5));
}
constexpr double kLuma = 876.0 / 255, kChroma = 896.0 / 255;
constexpr Coefficients kToYcbcr[3] = {
    {fixed(0.2126 * kLuma), fixed(0.7152 * kLuma), fixed(0.0722 * kLuma), 64},
    {fixed(-0.2126 / 1.8556 * kChroma), fixed(-0.7152 / 1.8556 * kChroma), fixed(0.5 * kChroma), 512},
    {fixed(0.5 * kChroma), fixed(-0.7152 / 1.5748 * kChroma), fixed(-0.0722 / 1.5748 * kChroma), 512},
};

[[noreturn]] void fail(int code) {
    throw Error(message("The film with alpha cannot be encoded ({}).", libav::reason(code)));
}

}  // namespace

struct AlphaEncoder::State {
    libav::Codec codec;
    libav::Frame frame = libav::make_frame();
    libav::PacketRef packet = libav::make_packet();
    int64_t count = 0;
};

AlphaEncoder::AlphaEncoder(Size size, Rational rate) : state_(std::make_unique<State>()) {
    const AVCodec* codec = avcodec_find_encoder_by_name("prores_ks");
    if (!codec)
        throw Error(message("This machine's libavcodec cannot write ProRes. Install the package libavcodec59."));
    state_->codec = libav::make_codec(codec);
    AVCodecContext& context = *state_->codec;
    context.width = size.width;
    context.height = size.height;
    context.pix_fmt = AV_PIX_FMT_YUVA444P10LE;
    context.framerate = libav::to_av(rate);
    context.time_base = libav::to_av({rate.den, rate.num});
    context.sample_aspect_ratio = {1, 1};
    context.colorspace = AVCOL_SPC_BT709;
    context.color_primaries = AVCOL_PRI_BT709;
    context.color_trc = AVCOL_TRC_BT709;
    context.color_range = AVCOL_RANGE_MPEG;
    context.thread_count = 1;
    context.flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER;
    av_opt_set(context.priv_data, "profile", "4444", 0);
    av_opt_set(context.priv_data, "vendor", "apl0", 0);  // editing programs look for it
    if (const int opened = avcodec_open2(&context, codec, nullptr); opened < 0) fail(opened);
    AVFrame& frame = *state_->frame;
    frame.width = size.width;
    frame.height = size.height;
    frame.format = context.pix_fmt;
    frame.colorspace = context.colorspace;  // the encoder writes what its pictures say
    frame.color_primaries = context.color_primaries;
    frame.color_trc = context.color_trc;
    if (const int made = av_frame_get_buffer(&frame, 0); made < 0) fail(made);
}
AlphaEncoder::~AlphaEncoder() = default;
AlphaEncoder::AlphaEncoder(AlphaEncoder&&) noexcept = default;

std::vector<uint8_t> AlphaEncoder::encode(const RgbaPicture& picture) {
    AVFrame& frame = *state_->frame;
    if (const int writable = av_frame_make_writable(&frame); writable < 0) fail(writable);
    const uint8_t* in = picture.rgba.data();
    for (int y = 0; y < picture.size.height; ++y) {
        uint16_t* rows[4];
        for (int p = 0; p < 4; ++p)
            rows[p] = reinterpret_cast<uint16_t*>(frame.data[p] + ptrdiff_t{frame.linesize[p]} * y);
        for (int x = 0; x < picture.size.width; ++x, in += 4) {
            for (int p = 0; p < 3; ++p) {
                const Coefficients& c = kToYcbcr[p];
                rows[p][x] =
                    static_cast<uint16_t>(c.offset + ((c.r * in[0] + c.g * in[1] + c.b * in[2] + 32768) >> 16));
            }
            rows[3][x] = static_cast<uint16_t>(in[3] << 2 | in[3] >> 6);
        }
    }
    frame.pts = state_->count++;
    if (const int sent = avcodec_send_frame(state_->codec.get(), &frame); sent < 0) fail(sent);
    AVPacket& packet = *state_->packet;
    if (const int received = avcodec_receive_packet(state_->codec.get(), &packet); received < 0) fail(received);
    std::vector<uint8_t> bytes(packet.data, packet.data + packet.size);
    av_packet_unref(&packet);
    return bytes;
}

CodecParameters AlphaEncoder::parameters() const {
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters || avcodec_parameters_from_context(parameters.get(), state_->codec.get()) < 0)
        throw std::bad_alloc();
    return parameters;
}

}  // namespace gatecast
