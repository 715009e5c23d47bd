// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/decode_check.h"

#include <algorithm>

#include "pipeline/media/clip.h"
#include "pipeline/media/libav.h"

namespace gatecast {
namespace {

/// A strict decoder: what it would conceal counts as an error.
class StrictDecoder {
public:
    explicit StrictDecoder(const AVCodecParameters& parameters) {
        const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
        if (!decoder)
            throw Error(message("This machine's libavcodec has no decoder for {}. Install the package libavcodec59.",
                                avcodec_get_name(parameters.codec_id)));
        codec_ = libav::make_codec(decoder);
        if (avcodec_parameters_to_context(codec_.get(), &parameters) < 0) throw std::bad_alloc();
        codec_->thread_count = 1;
        codec_->err_recognition = AV_EF_CRCCHECK | AV_EF_BUFFER | AV_EF_EXPLODE;
        // MPEG-2 pictures may end in stuffing, which a stricter decoder takes for bits left over.
        if (parameters.codec_id != AV_CODEC_ID_MPEG2VIDEO) codec_->err_recognition |= AV_EF_BITSTREAM;
        codec_->max_pixels = ClipLimits{}.pixels;
        const int opened = avcodec_open2(codec_.get(), decoder, nullptr);
        if (opened < 0)
            throw Error(message("The decoder for {} cannot be opened ({}).", decoder->name, libav::reason(opened)));
    }

    /// A null packet ends the stream.
    void take(const AVPacket* packet) {
        if (packet && (packet->flags & AV_PKT_FLAG_CORRUPT)) ++errors_;
        const int sent = avcodec_send_packet(codec_.get(), packet);
        if (sent < 0 && sent != AVERROR_EOF) ++errors_;
        for (;;) {
            const int received = avcodec_receive_frame(codec_.get(), frame_.get());
            if (received == AVERROR(EAGAIN) || received == AVERROR_EOF) return;
            if (received < 0) {
                ++errors_;
                return;
            }
            count();
            av_frame_unref(frame_.get());
        }
    }

    [[nodiscard]] int64_t decoded() const { return decoded_; }
    [[nodiscard]] int64_t errors() const { return errors_; }
    [[nodiscard]] bool video() const { return codec_->codec_type == AVMEDIA_TYPE_VIDEO; }

private:
    void count() {
        decoded_ += video() ? 1 : frame_->nb_samples;
        if ((frame_->flags & AV_FRAME_FLAG_CORRUPT) || frame_->decode_error_flags != 0) ++errors_;
    }

    libav::Codec codec_;
    libav::Frame frame_ = libav::make_frame();
    int64_t decoded_ = 0;
    int64_t errors_ = 0;
};

}  // namespace

struct DecodeCheck::State {
    StrictDecoder decoder;
    libav::PacketRef packet = libav::make_packet();
    int64_t packets = 0;
};

DecodeCheck::DecodeCheck(const CodecParameters& parameters)
    : state_(std::make_unique<State>(State{StrictDecoder(*parameters)})) {}
DecodeCheck::~DecodeCheck() = default;

void DecodeCheck::take(const Packet& packet) {
    State& s = *state_;
    if (av_new_packet(s.packet.get(), static_cast<int>(packet.bytes.size())) < 0) throw std::bad_alloc();
    std::copy(packet.bytes.begin(), packet.bytes.end(), s.packet->data);
    s.packet->pts = packet.pts;
    s.packet->dts = packet.dts;
    if (packet.key) s.packet->flags |= AV_PKT_FLAG_KEY;
    s.decoder.take(s.packet.get());
    av_packet_unref(s.packet.get());
    ++s.packets;
}

int64_t DecodeCheck::finish() {
    State& s = *state_;
    s.decoder.take(nullptr);
    if (s.decoder.errors() > 0)
        throw Error(
            message("What was encoded does not decode: {} errors in {} packets. Check this machine's memory and its "
                    "libavcodec.",
                    s.decoder.errors(), s.packets));
    return s.decoder.decoded();
}

FileCheck decode_check_file(const std::filesystem::path& path) {
    AVFormatContext* opened = nullptr;
    libav::Options options;
    options.set("protocol_whitelist", "file");
    const int code = avformat_open_input(&opened, ("file:" + path.string()).c_str(), nullptr, options.get());
    if (code < 0) throw Error(message("{} cannot be opened ({}).", path.string(), libav::reason(code)));
    const libav::Input input(opened);
    if (const int found = avformat_find_stream_info(input.get(), nullptr); found < 0)
        throw Error(
            message("{} is damaged: its streams cannot be understood ({}).", path.string(), libav::reason(found)));

    FileCheck check;
    check.tracks.resize(input->nb_streams);
    std::vector<std::unique_ptr<StrictDecoder>> decoders(input->nb_streams);
    for (unsigned i = 0; i < input->nb_streams; ++i) {
        const AVCodecParameters& parameters = *input->streams[i]->codecpar;
        const bool media = parameters.codec_type == AVMEDIA_TYPE_VIDEO || parameters.codec_type == AVMEDIA_TYPE_AUDIO;
        if (media) decoders[i] = std::make_unique<StrictDecoder>(parameters);
    }
    const libav::PacketRef packet = libav::make_packet();
    int read = 0;
    while ((read = av_read_frame(input.get(), packet.get())) >= 0) {
        const auto stream = static_cast<size_t>(packet->stream_index);
        if (stream < decoders.size() && decoders[stream]) {
            ++check.tracks[stream].packets;
            decoders[stream]->take(packet.get());
        }
        av_packet_unref(packet.get());
    }
    if (read != AVERROR_EOF)
        check.problems.push_back(message("{} cannot be read to its end ({}).", path.string(), libav::reason(read)));
    for (size_t i = 0; i < decoders.size(); ++i) {
        if (!decoders[i]) continue;
        decoders[i]->take(nullptr);
        FileCheck::Track& track = check.tracks[i];
        track.video = decoders[i]->video();
        track.decoded = decoders[i]->decoded();
        track.errors = decoders[i]->errors();
        if (track.errors > 0)
            check.problems.push_back(message("Stream {} of {} has {} decode errors.", i, path.string(), track.errors));
        if (track.packets > 0 && track.decoded == 0)
            check.problems.push_back(message("Nothing of stream {} of {} can be decoded.", i, path.string()));
    }
    return check;
}

}  // namespace gatecast
