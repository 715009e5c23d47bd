// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/live_encoder.h"

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {

namespace {

void nothing_to_free(void*, uint8_t*) {}

void describe(AVCodecContext& context, const VideoEncode& settings, Size size, Rational rate) {
    context.width = size.width;
    context.height = size.height;
    context.pix_fmt = AV_PIX_FMT_YUV420P;
    context.framerate = libav::to_av(rate);
    context.time_base = libav::to_av({rate.den, rate.num});
    context.sample_aspect_ratio = {1, 1};
    context.color_primaries = AVCOL_PRI_BT709;
    context.color_trc = AVCOL_TRC_BT709;
    context.colorspace = AVCOL_SPC_BT709;
    context.color_range = AVCOL_RANGE_MPEG;
    context.chroma_sample_location = AVCHROMA_LOC_LEFT;
    context.gop_size = context.keyint_min = settings.gop;
    context.max_b_frames = 0;
    context.thread_count = 1;
    context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (settings.bitrate > 0) {
        context.rc_max_rate = settings.bitrate;
        context.rc_buffer_size = static_cast<int>(settings.buffer_bits > 0 ? settings.buffer_bits : settings.bitrate);
    }
}

}  // namespace

struct LiveEncoder::State {
    libav::Codec codec;
    libav::PacketRef packet = libav::make_packet();
    libav::Frame frame = libav::make_frame();
    Size size;
    int64_t next;  // frame's number

    State(const VideoEncode& settings, Size pixels, Rational rate, int64_t first) : size(pixels), next(first) {
        const AVCodec* encoder = avcodec_find_encoder_by_name("libx264");
        if (!encoder)
            throw Error(
                message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", "libx264"));
        codec = libav::make_codec(encoder);
        describe(*codec, settings, pixels, rate);
        libav::Options options;
        options.set("preset", settings.preset);
        options.set("tune", "zerolatency");
        if (!settings.profile.empty()) options.set("profile", settings.profile);
        if (!settings.level.empty()) options.set("level", settings.level);
        options.set("crf", fmt::format("{}", settings.crf));
        options.set("x264-params", "open-gop=0:scenecut=0:log-level=error");
        const int opened = avcodec_open2(codec.get(), encoder, options.get());
        if (opened < 0)
            throw Error(
                message("The {} encoder does not take these settings ({}). Check the video part of the encode preset.",
                        "H.264", libav::reason(opened)));
    }

    void borrow(const ConstImageView& picture) {
        av_frame_unref(frame.get());
        frame->format = AV_PIX_FMT_YUV420P;
        frame->width = picture.size.width;
        frame->height = picture.size.height;
        for (size_t plane = 0; plane < 3; ++plane) {
            // libav's frames know no const; encoders read only
            frame->data[plane] = const_cast<uint8_t*>(picture.planes[plane].data);
            frame->linesize[plane] = static_cast<int>(picture.planes[plane].stride_bytes);
        }
        // A reference that frees nothing spares the copy libavcodec makes of unowned pixels: x264 makes its own.
        frame->buf[0] = av_buffer_create(frame->data[0], 1, nothing_to_free, nullptr, AV_BUFFER_FLAG_READONLY);
        if (!frame->buf[0]) throw std::bad_alloc();
        frame->pts = next;
    }

    void check(int code) const {
        if (code < 0)
            throw Error(message("The {} encoder failed at frame {} ({}).", "H.264", next, libav::reason(code)));
    }
};

LiveEncoder::LiveEncoder(const VideoEncode& settings, Size size, Rational rate, int64_t first_frame)
    : state_(std::make_unique<State>(settings, size, rate, first_frame)) {}

LiveEncoder::~LiveEncoder() = default;

void LiveEncoder::encode(const ConstImageView& picture, const PacketSink& sink) {
    State& s = *state_;
    if (picture.size != s.size || picture.format != PixelFormat{Chroma::k420, 8})
        throw std::invalid_argument("LiveEncoder::encode: the picture has another size or format than the encoder");
    s.borrow(picture);
    s.check(avcodec_send_frame(s.codec.get(), s.frame.get()));
    ++s.next;
    for (;;) {
        const int received = avcodec_receive_packet(s.codec.get(), s.packet.get());
        if (received == AVERROR(EAGAIN)) return;
        s.check(received);
        Packet out;
        out.bytes.assign(s.packet->data, s.packet->data + s.packet->size);
        out.pts = out.dts = s.packet->pts;
        out.key = (s.packet->flags & AV_PKT_FLAG_KEY) != 0;
        av_packet_unref(s.packet.get());
        sink(std::move(out));
    }
}

void LiveEncoder::skip() {
    ++state_->next;
}

CodecParameters LiveEncoder::parameters() const {
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters || avcodec_parameters_from_context(parameters.get(), state_->codec.get()) < 0)
        throw std::bad_alloc();
    return parameters;
}

}  // namespace gatecast
