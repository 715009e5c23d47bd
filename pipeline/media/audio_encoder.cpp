// SPDX-License-Identifier: GPL-3.0-or-later
extern "C" {
#include <libavutil/channel_layout.h>
}

#include <algorithm>
#include <cmath>
#include <cstring>

#include "pipeline/media/encode.h"
#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {
namespace {

constexpr int kSampleRate = 48'000;
constexpr int kPcmBlock = 1920;  // 40 ms: a frame of 25 a second

struct AudioCodecRow {
    AudioCodec codec;
    const char* encoder;
    const char* title;
    AVSampleFormat format;
    int pcm_bytes;  // of a sample; 0: not PCM
};

// PCM is packed here: libavcodec's pcm encoders would only copy what was packed for them.
constexpr AudioCodecRow kAudioCodecs[] = {
    {AudioCodec::kAac, "aac", "AAC", AV_SAMPLE_FMT_FLTP, 0},
    {AudioCodec::kMp2, "mp2", "MP2", AV_SAMPLE_FMT_S16, 0},
    {AudioCodec::kMp3, "libmp3lame", "MP3", AV_SAMPLE_FMT_FLTP, 0},
    {AudioCodec::kPcm16, "pcm_s16le", "PCM", AV_SAMPLE_FMT_S16, 2},
    {AudioCodec::kPcm24, "pcm_s24le", "PCM", AV_SAMPLE_FMT_S32, 3},
};

const AudioCodecRow& row_of(const AudioEncode& settings) {
    for (const AudioCodecRow& row : kAudioCodecs)
        if (row.codec == settings.codec) return row;
    throw Error(message("This encode has no audio codec. Set audio.codec to aac, mp2, mp3, pcm16 or pcm24."));
}

int32_t to_integer(float sample, int bits) {
    const double scale = std::ldexp(1.0, bits - 1);
    const double scaled = std::nearbyint(static_cast<double>(sample) * scale);
    return static_cast<int32_t>(std::clamp(scaled, -scale, scale - 1));  // a NaN clamps to NaN: see clean()
}

/// A NaN or an infinity would poison an encoder for good.
float clean(float sample) {
    return std::isfinite(sample) ? sample : 0.0F;
}

void fill_frame(AVFrame& frame, const float* samples, int channels) {
    const int count = frame.nb_samples;
    if (frame.format == AV_SAMPLE_FMT_S16) {
        auto* out = reinterpret_cast<int16_t*>(frame.data[0]);
        for (int i = 0; i < count * channels; ++i) out[i] = static_cast<int16_t>(to_integer(samples[i], 16));
        return;
    }
    for (int channel = 0; channel < channels; ++channel) {
        auto* out = reinterpret_cast<float*>(frame.extended_data[channel]);
        for (int i = 0; i < count; ++i) out[i] = samples[i * channels + channel];
    }
}

}  // namespace

struct AudioEncoder::State {
    const AudioCodecRow& row;
    int channels;
    int block;
    libav::Codec codec;
    libav::PacketRef packet = libav::make_packet();
    std::vector<float> waiting;  // less than a block, interleaved
    int64_t samples_in = 0;
    int64_t samples_out = 0;  // of coded blocks handed over

    State(const AudioEncode& settings, int count) : row(row_of(settings)), channels(count) {
        const AVCodec* encoder = avcodec_find_encoder_by_name(row.encoder);
        if (!encoder)
            throw Error(
                message("This machine's libavcodec has no {} encoder. Install the package libavcodec59.", row.encoder));
        codec = libav::make_codec(encoder);
        codec->sample_rate = kSampleRate;
        codec->time_base = {1, kSampleRate};
        codec->sample_fmt = row.format;
        av_channel_layout_default(&codec->ch_layout, channels);
        if (row.pcm_bytes == 0) codec->bit_rate = settings.bitrate;
        codec->thread_count = 1;
        codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
        const int opened = avcodec_open2(codec.get(), encoder, nullptr);
        if (opened < 0)
            throw Error(message(
                "The {} encoder does not take {} channels at {} bit/s ({}). Check the audio part of the encode preset.",
                row.title, channels, settings.bitrate, libav::reason(opened)));
        block = codec->frame_size > 0 ? codec->frame_size : kPcmBlock;
    }

    /// One block of `count` samples, shorter only at the end.
    void encode_block(const float* samples, int count, const PacketSink& sink) {
        if (row.pcm_bytes > 0)
            pack(samples, count, sink);
        else
            send(samples, count, sink);
    }

    void pack(const float* samples, int count, const PacketSink& sink) {
        Packet out;
        out.bytes.resize(static_cast<size_t>(count) * static_cast<size_t>(channels) *
                         static_cast<size_t>(row.pcm_bytes));
        uint8_t* at = out.bytes.data();
        for (int i = 0; i < count * channels; ++i) {
            const auto value = static_cast<uint32_t>(to_integer(samples[i], row.pcm_bytes * 8));
            for (int byte = 0; byte < row.pcm_bytes; ++byte) *at++ = static_cast<uint8_t>(value >> (8 * byte));
        }
        out.pts = out.dts = samples_out;
        out.duration = count;
        out.key = true;
        samples_out += count;
        sink(std::move(out));
    }

    void send(const float* samples, int count, const PacketSink& sink) {
        libav::Frame frame = libav::make_frame();
        frame->nb_samples = count;
        frame->format = row.format;
        frame->sample_rate = kSampleRate;
        if (av_channel_layout_copy(&frame->ch_layout, &codec->ch_layout) < 0 || av_frame_get_buffer(frame.get(), 0) < 0)
            throw std::bad_alloc();
        frame->pts = samples_in - count;
        fill_frame(*frame, samples, channels);
        exchange(frame.get(), sink);
    }

    void exchange(AVFrame* frame, const PacketSink& sink) {
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

    /// Times are counted from the blocks: the first packet starts at minus the priming, the last one ends with the
    /// last sample that was given.
    void hand_over(const PacketSink& sink) {
        Packet out;
        out.bytes.assign(packet->data, packet->data + packet->size);
        out.pts = out.dts = samples_out - codec->initial_padding;
        out.duration = std::min<int64_t>(block, samples_in - out.pts);
        out.key = true;
        samples_out += block;
        if (out.duration > 0) sink(std::move(out));  // what holds nothing but padding is not needed
    }

    [[noreturn]] void fail(int code) const {
        throw Error(message("The {} encoder failed {} s into the sound ({}).", row.title, samples_in / kSampleRate,
                            libav::reason(code)));
    }
};

AudioEncoder::AudioEncoder(const AudioEncode& settings, int channels)
    : state_(std::make_unique<State>(settings, channels)) {}
AudioEncoder::~AudioEncoder() = default;
AudioEncoder::AudioEncoder(AudioEncoder&&) noexcept = default;
AudioEncoder& AudioEncoder::operator=(AudioEncoder&&) noexcept = default;

void AudioEncoder::encode(const float* samples, int64_t count, const PacketSink& sink) {
    State& s = *state_;
    const size_t block_floats = static_cast<size_t>(s.block) * static_cast<size_t>(s.channels);
    auto left = static_cast<size_t>(count) * static_cast<size_t>(s.channels);
    while (left > 0) {
        const size_t take = std::min(left, block_floats - s.waiting.size());
        std::transform(samples, samples + take, std::back_inserter(s.waiting), clean);
        samples += take;
        left -= take;
        if (s.waiting.size() < block_floats) return;
        s.samples_in += s.block;
        s.encode_block(s.waiting.data(), s.block, sink);
        s.waiting.clear();
    }
}

void AudioEncoder::finish(const PacketSink& sink) {
    State& s = *state_;
    if (!s.waiting.empty()) {
        const int count = static_cast<int>(s.waiting.size()) / s.channels;
        s.samples_in += count;
        s.encode_block(s.waiting.data(), count, sink);
        s.waiting.clear();
    }
    if (s.row.pcm_bytes == 0) s.exchange(nullptr, sink);
}

CodecParameters AudioEncoder::parameters() const {
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters || avcodec_parameters_from_context(parameters.get(), state_->codec.get()) < 0)
        throw std::bad_alloc();
    return parameters;
}

}  // namespace gatecast
