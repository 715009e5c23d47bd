// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/libav_coder.h"

namespace gatecast {

LibavCoder::LibavCoder(const char* codec) : codec_name_(codec) {
    const AVCodec* encoder = avcodec_find_encoder_by_name(codec);
    if (!encoder)
        throw Error(message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", codec));
    codec_ = libav::make_codec(encoder);
}

void LibavCoder::open(libav::Options& options) {
    const int opened = avcodec_open2(codec_.get(), nullptr, options.get());
    if (opened < 0)
        throw Error(
            message("The {} encoder does not take these settings ({}). Check the video part of the encode preset.",
                    codec_name_, libav::reason(opened)));
}

void LibavCoder::send(int64_t number, bool whole, const PacketSink& sink) {
    frame_->pts = number;
    frame_->pict_type = whole ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    check(avcodec_send_frame(codec_.get(), frame_.get()), number);
    for (;;) {
        const int received = avcodec_receive_packet(codec_.get(), packet_.get());
        if (received == AVERROR(EAGAIN)) return;
        check(received, number);
        Packet out;
        out.bytes.assign(packet_->data, packet_->data + packet_->size);
        out.pts = out.dts = packet_->pts;
        out.key = (packet_->flags & AV_PKT_FLAG_KEY) != 0;
        av_packet_unref(packet_.get());
        sink(std::move(out));
    }
}

void LibavCoder::check(int code, int64_t number) const {
    if (code < 0)
        throw Error(message("The {} encoder failed at frame {} ({}).", codec_name_, number, libav::reason(code)));
}

CodecParameters LibavCoder::parameters() const {
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters || avcodec_parameters_from_context(parameters.get(), codec_.get()) < 0) throw std::bad_alloc();
    return parameters;
}

}  // namespace gatecast
