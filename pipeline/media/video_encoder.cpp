// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "pipeline/media/constant_rate.h"
#include "pipeline/media/encode.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/video_codecs.h"
#include "presets/message.h"

namespace gatecast {
namespace {

void nothing_to_free(void*, uint8_t*) {}

/// An AVFrame over somebody else's pixels, for the length of one call.
libav::Frame borrow(const ConstImageView& picture) {
    libav::Frame frame = libav::make_frame();
    frame->format = libav::to_av(picture.format);
    frame->width = picture.size.width;
    frame->height = picture.size.height;
    for (int plane = 0; plane < picture.format.planes(); ++plane) {
        const auto i = static_cast<size_t>(plane);
        auto* data = const_cast<uint8_t*>(picture.planes[i].data);  // libav's frames know no const; encoders read only
        frame->data[i] = data;
        frame->linesize[i] = static_cast<int>(picture.planes[i].stride_bytes);
    }
    return frame;
}

bool rate_limited(const VideoEncode& settings) {
    return settings.control == RateControl::kVbr || settings.control == RateControl::kCbr;
}

void describe(AVCodecContext& context, const VideoEncode& settings, const VideoShape& shape) {
    const Rational rate = shape.rate.reduced();
    context.width = shape.size.width;
    context.height = shape.size.height;
    context.pix_fmt = libav::to_av(encoder_format(settings));
    context.framerate = libav::to_av(rate);
    context.time_base = libav::to_av({rate.den, rate.num});
    context.sample_aspect_ratio = libav::to_av(shape.sample_aspect);
    context.color_primaries = AVCOL_PRI_BT709;
    context.color_trc = AVCOL_TRC_BT709;
    context.colorspace = AVCOL_SPC_BT709;
    context.color_range = AVCOL_RANGE_MPEG;
    context.chroma_sample_location = settings.chroma == Chroma::k444 ? AVCHROMA_LOC_UNSPECIFIED : AVCHROMA_LOC_LEFT;
    context.field_order = shape.fields == FieldOrder::kProgressive ? AV_FIELD_PROGRESSIVE
                          : shape.fields == FieldOrder::kTopFirst  ? AV_FIELD_TT
                                                                   : AV_FIELD_BB;
    context.gop_size = settings.gop;
    context.max_b_frames = settings.b_frames;
    context.thread_count = 1;
    context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    if (shape.fields != FieldOrder::kProgressive)
        context.flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
}

}  // namespace

struct VideoEncoder::State {
    const VideoCodecRow& row;
    VideoShape shape;
    PixelFormat format;
    int delay;
    int64_t first_frame;
    int64_t declared_rate;  // bit/s on the wire, 0: as the pictures ask
    int64_t whole_every;    // pictures from one that is asked to be whole to the next; 0: the encoder counts
    libav::Codec codec;
    libav::PacketRef packet = libav::make_packet();
    std::optional<ConstantRate> constant_rate;
    int64_t pictures = 0;
    int64_t packets = 0;

    State(const VideoEncode& settings, const VideoShape& wanted, int64_t first, double rate_scale)
        : row(video_codec_row(settings, wanted)),
          shape(wanted),
          format(encoder_format(settings)),
          delay(reorder_delay(row, settings)),
          first_frame(first),
          declared_rate(rate_limited(settings) ? settings.bitrate : 0),
          whole_every(row.counts_last ? settings.gop : 0) {
        const AVCodec* encoder = avcodec_find_encoder_by_name(row.encoder);
        if (!encoder)
            throw Error(
                message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", row.encoder));
        codec = libav::make_codec(encoder);
        describe(*codec, settings, shape);
        libav::Options options;
        row.configure(*codec, options, {settings, shape, first, rate_scale});
        const int opened = avcodec_open2(codec.get(), encoder, options.get());
        if (opened < 0)
            throw Error(
                message("The {} encoder does not take these settings ({}). Check the video part of the encode preset.",
                        row.title, libav::reason(opened)));
        if (const AVDictionaryEntry* left = av_dict_get(*options.get(), "", nullptr, AV_DICT_IGNORE_SUFFIX))
            throw Error(message(
                "The {} encoder of this machine does not know the setting {}. Install Debian 12's libavcodec59.",
                row.title, left->key));
        if (settings.codec == VideoCodec::kMpeg2 && settings.control == RateControl::kCbr)
            constant_rate.emplace(settings.bitrate, declared_buffer_bits(settings), shape.rate.reduced());
    }

    void send(AVFrame* frame, const PacketSink& sink) {
        const int sent = avcodec_send_frame(codec.get(), frame);
        if (sent < 0 && sent != AVERROR_EOF) fail(sent);
        for (;;) {
            const int received = avcodec_receive_packet(codec.get(), packet.get());
            if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) return;
            if (received < 0) fail(received);
            hand_over(sink);
            av_packet_unref(packet.get());
        }
    }

    /// Times are renumbered from the order of the packets, so that joined segments have no seam in dts.
    void hand_over(const PacketSink& sink) {
        Packet out;
        out.bytes.assign(packet->data, packet->data + packet->size);
        out.pts = first_frame + packet->pts;
        out.dts = first_frame + packets++ - delay;
        out.key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
        if (out.pts < out.dts)
            throw Error(
                message("The {} encoder reordered pictures further than it said. Lower video.b_frames.", row.title));
        if (constant_rate)
            constant_rate->take(std::move(out));
        else
            sink(std::move(out));
    }

    [[noreturn]] void fail(int code) const {
        throw Error(
            message("The {} encoder failed at frame {} ({}).", row.title, first_frame + pictures, libav::reason(code)));
    }
};

VideoEncoder::VideoEncoder(const VideoEncode& settings, const VideoShape& shape, int64_t first_frame, double rate_scale)
    : state_(std::make_unique<State>(settings, shape, first_frame, rate_scale)) {}
VideoEncoder::~VideoEncoder() = default;
VideoEncoder::VideoEncoder(VideoEncoder&&) noexcept = default;
VideoEncoder& VideoEncoder::operator=(VideoEncoder&&) noexcept = default;

void VideoEncoder::encode(const ConstImageView& picture, const PacketSink& sink) {
    State& s = *state_;
    if (picture.size != s.shape.size || picture.format != s.format)
        throw std::invalid_argument("VideoEncoder::encode: the picture has another size or format than the encoder");
    libav::Frame frame = borrow(picture);
    if (!s.row.keeps_pictures) {
        // A reference that frees nothing spares the copy libavcodec makes of unowned pixels.
        frame->buf[0] = av_buffer_create(frame->data[0], 1, nothing_to_free, nullptr, AV_BUFFER_FLAG_READONLY);
        if (!frame->buf[0]) throw std::bad_alloc();
    }
    frame->pts = s.pictures;
    if (s.whole_every > 0 && s.pictures % s.whole_every == 0) frame->pict_type = AV_PICTURE_TYPE_I;
    frame->interlaced_frame = s.shape.fields != FieldOrder::kProgressive;
    frame->top_field_first = s.shape.fields == FieldOrder::kTopFirst;
    s.send(frame.get(), sink);
    ++s.pictures;
}

void VideoEncoder::finish(const PacketSink& sink) {
    state_->send(nullptr, sink);
    if (state_->constant_rate) state_->constant_rate->finish(sink);
}

CodecParameters VideoEncoder::parameters() const {
    const State& s = *state_;
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters || avcodec_parameters_from_context(parameters.get(), s.codec.get()) < 0) throw std::bad_alloc();
    if (s.constant_rate) {
        std::vector<uint8_t> header(parameters->extradata, parameters->extradata + parameters->extradata_size);
        s.constant_rate->declare_rate(header);
        std::copy(header.begin(), header.end(), parameters->extradata);
    }
    parameters->video_delay = s.delay;
    parameters->bit_rate = s.declared_rate;
    return parameters;
}

int VideoEncoder::delay() const {
    return state_->delay;
}

int64_t VideoEncoder::missing_bits() const {
    return state_->constant_rate ? state_->constant_rate->missing_bits() : 0;
}

PixelFormat encoder_format(const VideoEncode& settings) {
    return {settings.chroma, 8};
}

void FreeParameters::operator()(AVCodecParameters* parameters) const noexcept {
    avcodec_parameters_free(&parameters);
}

}  // namespace gatecast
