// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/live_input.h"

extern "C" {
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "pipeline/media/datagrams.h"
#include "pipeline/media/deinterlace.h"
#include "pipeline/media/libav_picture.h"
#include "pipeline/media/probe_parts.h"
#include "pipeline/media/stream_line.h"

namespace gatecast {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kToConnect = 10s;   // and to look what is in the stream
constexpr auto kWithoutData = 3s;  // then the stream counts as ended
constexpr int64_t kProbe_bytes = 5'000'000;
constexpr int64_t kAnalyse_us = 2'000'000;
constexpr Time kUnknownFrame = 40ms;
constexpr AVRational kNanoseconds{1, 1'000'000'000};

void set_srt(libav::Options& options, const LiveInputSettings& settings) {
    options.set("mode", settings.listens ? "listener" : "caller");
    options.set("transtype", "live");
    options.set("latency", int64_t{settings.latency_ms} * 1000);
    options.set("connect_timeout", int64_t{5000});
    if (!settings.passphrase.empty()) options.set("passphrase", settings.passphrase);
    if (!settings.streamid.empty()) options.set("streamid", settings.streamid);
}

void set_options(libav::Options& options, const LiveInputKind& kind, const LiveInputSettings& settings) {
    const std::string_view scheme = kind.scheme;
    options.set("protocol_whitelist", kind.protocols);
    options.set("rw_timeout", int64_t{kWithoutData / 1us});
    if (scheme == "srt") set_srt(options, settings);
    if (scheme == "rtmp" && settings.listens) options.set("listen", int64_t{1});
    if (scheme == "rtmp" && !settings.listens) options.set("rtmp_live", "live");
    if (scheme == "rtsp") options.set("rtsp_transport", settings.transport);
    if (scheme == "udp" || scheme == "rtp") {
        options.set("overrun_nonfatal", int64_t{1});
        options.set("buffer_size", int64_t{2} << 20);
        if (!settings.interface.empty()) options.set("localaddr", settings.interface);
    }
    if (std::string_view(kind.demuxer) == "hls") {
        options.set("http_persistent", int64_t{0});
        options.set("max_reload", int64_t{10});
    }
}

Time to_time(int64_t value, AVRational unit) {
    return Time(av_rescale_q(value, unit, kNanoseconds));
}

/// Interleaved floats of whatever the decoder gives, in the channels that it has.
class FloatSamples {
public:
    std::span<const float> of(AVFrame& frame) {
        const auto format = static_cast<AVSampleFormat>(frame.format);
        if (!converter_ || format != format_ || frame.ch_layout.nb_channels != channels_ ||
            frame.sample_rate != sample_rate_)
            open(frame, format);
        samples_.resize(static_cast<size_t>(frame.nb_samples) * static_cast<size_t>(channels_));
        auto* out = reinterpret_cast<uint8_t*>(samples_.data());
        const int made = swr_convert(converter_.get(), &out, frame.nb_samples,
                                     const_cast<const uint8_t**>(frame.extended_data), frame.nb_samples);
        return std::span(samples_).first(static_cast<size_t>(std::max(made, 0)) * static_cast<size_t>(channels_));
    }

private:
    struct Close {
        void operator()(SwrContext* context) const noexcept { swr_free(&context); }
    };
    void open(AVFrame& frame, AVSampleFormat format) {
        format_ = format;
        channels_ = frame.ch_layout.nb_channels;
        sample_rate_ = frame.sample_rate;
        SwrContext* made = nullptr;
        const int code = swr_alloc_set_opts2(&made, &frame.ch_layout, AV_SAMPLE_FMT_FLT, sample_rate_, &frame.ch_layout,
                                             format, sample_rate_, 0, nullptr);
        converter_.reset(made);
        if (code < 0 || swr_init(made) < 0)
            throw Error(message("Its sound is in a form that cannot be heard here. Send AAC, MPEG or Opus."));
    }

    std::unique_ptr<SwrContext, Close> converter_;
    AVSampleFormat format_ = AV_SAMPLE_FMT_NONE;
    int channels_ = 0, sample_rate_ = 0;
    std::vector<float> samples_;
};

}  // namespace

struct LiveInput::State {
    const LiveInputSettings& settings;
    ClipLimits limits;
    const std::atomic<bool>& stop;
    Clock::time_point deadline = Clock::now() + kToConnect;
    std::optional<libav::Datagrams> datagrams;  // outlive the input
    libav::Input input;
    libav::PacketRef packet = libav::make_packet();
    libav::Codec video, sound;
    int video_stream = -1, sound_stream = -1;
    ColourSpec colour;
    Time frame_length = kUnknownFrame;
    StreamLine line;
    FloatSamples floats;
    std::optional<Deinterlacer> deinterlacer;

    State(const LiveInputSettings& wanted, const ClipLimits& most, const std::atomic<bool>& end)
        : settings(wanted), limits(most), stop(end) {}

    static int given_up(void* opaque) {
        const auto* self = static_cast<State*>(opaque);
        return self->stop || Clock::now() > self->deadline;
    }

    void open(const LiveInputKind& kind) {
        AVFormatContext* made = avformat_alloc_context();
        if (!made) throw std::bad_alloc();
        if (settings.listens) deadline = Clock::time_point::max();  // a caller may come in a week
        made->interrupt_callback = {&State::given_up, this};
        made->max_streams = limits.streams;
        made->probesize = kProbe_bytes;
        made->max_analyze_duration = kAnalyse_us;
        made->correct_ts_overflow = 0;  // the line sees to that, for ever
        made->flags |= AVFMT_FLAG_NOBUFFER;
        libav::Options options;
        set_options(options, kind, settings);
        if (std::string_view(kind.scheme) == "udp") {
            input.reset(made);  // until it is open, an exception frees it
            made->pb = datagrams.emplace(settings.url, made->interrupt_callback, options).context();
            input.release();
        }
        const int opened =
            avformat_open_input(&made, settings.url.c_str(), av_find_input_format(kind.demuxer), options.get());
        if (opened < 0)  // libav has freed the context
            throw Error(message("{}: nothing comes from there ({}).", settings.url, libav::reason(opened)));
        input.reset(made);
        deadline = Clock::now() + kToConnect;
        describe();
        choose();
    }

    void describe() {
        std::vector<AVDictionary*> options(input->nb_streams, nullptr);
        for (AVDictionary*& each : options) av_dict_set_int(&each, "max_pixels", limits.pixels, 0);
        const int found = avformat_find_stream_info(input.get(), options.empty() ? nullptr : options.data());
        for (AVDictionary*& each : options) av_dict_free(&each);
        if (found < 0) throw Error(message("{}: what comes is no stream ({}).", settings.url, libav::reason(found)));
    }

    void choose() {
        video_stream = av_find_best_stream(input.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
        if (video_stream < 0) throw Error(message("{}: there is no picture in what comes.", settings.url));
        const AVStream& stream = *input->streams[video_stream];
        const int64_t pixels = int64_t{stream.codecpar->width} * stream.codecpar->height;
        if (stream.codecpar->width > limits.side || stream.codecpar->height > limits.side || pixels > limits.pixels)
            throw Error(message("{}: its pictures have {}×{} pixels. The limit is {} pixels and {} a side.",
                                settings.url, stream.codecpar->width, stream.codecpar->height, limits.pixels,
                                limits.side));
        video = probing::open_decoder(stream, limits);
        if (!video) throw Error(message("{}: its pictures cannot be decoded here.", settings.url));
        colour = probing::colour_of(stream, false);
        const AVRational rate = av_guess_frame_rate(input.get(), input->streams[video_stream], nullptr);
        if (rate.num > 0 && rate.den > 0) frame_length = to_time(1, av_inv_q(rate));
        choose_sound();
    }

    void choose_sound() {
        sound_stream = av_find_best_stream(input.get(), AVMEDIA_TYPE_AUDIO, -1, video_stream, nullptr, 0);
        for (unsigned i = 0; i < input->nb_streams && !settings.language.empty(); ++i) {
            const AVStream& stream = *input->streams[i];
            const AVDictionaryEntry* said = av_dict_get(stream.metadata, "language", nullptr, 0);
            if (stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO && said && settings.language == said->value)
                sound_stream = static_cast<int>(i);
        }
        if (sound_stream < 0) return;
        sound = probing::open_decoder(*input->streams[sound_stream], limits);
        if (!sound || input->streams[sound_stream]->codecpar->ch_layout.nb_channels > limits.channels)
            sound_stream = -1;
        for (unsigned i = 0; i < input->nb_streams; ++i)
            if (static_cast<int>(i) != video_stream && static_cast<int>(i) != sound_stream)
                input->streams[i]->discard = AVDISCARD_ALL;
    }

    /// Its times, on the line, in nanoseconds.
    void place() {
        AVPacket& p = *packet;
        const AVRational unit = input->streams[p.stream_index]->time_base;
        const int64_t told = p.dts != AV_NOPTS_VALUE ? p.dts : p.pts;
        if (told == AV_NOPTS_VALUE) return;
        const Time length = p.duration > 0                   ? to_time(p.duration, unit)
                            : p.stream_index == video_stream ? frame_length
                                                             : Time(0);
        const Time placed = line.place(p.stream_index, to_time(told, unit), length);
        const Time after = p.pts != AV_NOPTS_VALUE ? to_time(p.pts - told, unit) : Time(0);
        p.dts = placed.count();
        p.pts = (placed + after).count();
        p.duration = length.count();
    }

    bool read(const LiveSink& sink) {
        deadline = Clock::now() + kWithoutData;
        const int got = av_read_frame(input.get(), packet.get());
        if (got == AVERROR(EAGAIN)) return true;
        if (got < 0) return false;
        const int stream = packet->stream_index;
        if (stream == video_stream || stream == sound_stream) place();
        if (stream == video_stream) decode(*video, [&](libav::Frame frame) { show(std::move(frame), sink); });
        if (stream == sound_stream) decode(*sound, [&](libav::Frame frame) { hear(*frame, sink); });
        av_packet_unref(packet.get());
        return true;
    }

    /// What is damaged is passed over.
    template <typename Take>
    void decode(AVCodecContext& codec, const Take& take) {
        if (avcodec_send_packet(&codec, packet.get()) == AVERROR(ENOMEM)) throw std::bad_alloc();
        for (;;) {
            libav::Frame frame = libav::make_frame();
            if (avcodec_receive_frame(&codec, frame.get()) < 0) return;
            if (frame->best_effort_timestamp != AV_NOPTS_VALUE) take(std::move(frame));
        }
    }

    void show(libav::Frame frame, const LiveSink& sink) {
        if (!libav::planar_as_is(*frame))
            throw Error(message("{}: its pictures are in a form that cannot be shown. Send H.264, HEVC or MPEG-2.",
                                settings.url));
        const Time start(frame->best_effort_timestamp);
        const Time end = start + (frame->pkt_duration > 0 ? Time(frame->pkt_duration) : frame_length);
        const AVRational aspect = frame->sample_aspect_ratio;
        const Rational samples = aspect.num > 0 ? libav::from_av(aspect) : Rational{1, 1};
        const bool interlaced = frame->interlaced_frame != 0;
        const FieldOrder fields = !interlaced              ? FieldOrder::kProgressive
                                  : frame->top_field_first ? FieldOrder::kTopFirst
                                                           : FieldOrder::kBottomFirst;
        Picture picture = libav::picture_of(std::shared_ptr<AVFrame>(frame.release(), libav::Free{}), colour);
        picture.fields = fields;
        const auto give = [&](Picture&& whole, Time from, Time until) {
            whole.id = new_picture_id();
            whole.fields = FieldOrder::kProgressive;
            sink.picture({std::move(whole), from, until, samples});
        };
        if (!interlaced && !deinterlacer) return give(std::move(picture), start, end);
        if (!deinterlacer) deinterlacer.emplace();
        deinterlacer->push(picture, start, end, give);
    }

    void hear(AVFrame& frame, const LiveSink& sink) {
        if (frame.ch_layout.nb_channels < 1 || frame.ch_layout.nb_channels > limits.channels) return;
        sink.sound(
            {floats.of(frame), frame.ch_layout.nb_channels, frame.sample_rate, Time(frame.best_effort_timestamp)});
    }
};

LiveInput::LiveInput(const LiveInputSettings& settings, const ClipLimits& limits, const std::atomic<bool>& stop)
    : state_(std::make_unique<State>(settings, limits, stop)) {
    const LiveInputKind* kind = live_input_kind(settings.url);
    if (kind == nullptr) throw Error(message("{}: is no address of a stream that can be read here.", settings.url));
    state_->open(*kind);
}

LiveInput::~LiveInput() {
    state_->deadline = Clock::now() + 500ms;  // to say good-bye
}

bool LiveInput::read(const LiveSink& sink) {
    return state_->read(sink);
}

bool LiveInput::has_sound() const {
    return state_->sound_stream >= 0;
}

}  // namespace gatecast
