// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/stream_muxer.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <chrono>
#include <string_view>

#include "pipeline/media/libav.h"
#include "presets/message.h"

namespace gatecast {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kBuffer_bytes = 188 * 7 * 16;
constexpr AVRational kSoundUnit{1, 48'000};

}  // namespace

struct StreamMuxer::State {
    std::unique_ptr<AVFormatContext, void (*)(AVFormatContext*)> output{nullptr, avformat_free_context};
    libav::PacketRef packet = libav::make_packet();
    AVRational video_unit{1, 25};
    Bytes bytes;  // else to a peer
    bool in_fragments = false;
    std::vector<uint8_t> new_head;  // for the next whole picture
    std::string peer;
    Time patience{0};
    const std::atomic<bool>* stop = nullptr;
    Clock::time_point deadline = Clock::time_point::max();

    State(const StreamSettings& settings, const StreamTracks& tracks) {
        AVFormatContext* made = nullptr;
        if (avformat_alloc_output_context2(&made, nullptr, settings.muxer.c_str(), nullptr) < 0)
            throw Error(message("This machine's libavformat cannot write {}. Install the package libavformat59.",
                                settings.muxer));
        output.reset(made);
        output->flags |= AVFMT_FLAG_FLUSH_PACKETS;
        output->max_delay = static_cast<int>(settings.delay / std::chrono::microseconds(1));
        output->max_interleave_delta = 0;
        output->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;  // times stay as they are given, in MP4 too
        video_unit = libav::to_av({tracks.rate.den, tracks.rate.num});
        add_stream(*tracks.video, video_unit);
        output->streams[0]->avg_frame_rate = libav::to_av(tracks.rate);
        add_stream(*tracks.sound, kSoundUnit);
        if (!settings.service.empty()) av_dict_set(&output->metadata, "service_name", settings.service.c_str(), 0);
        av_dict_set(&output->metadata, "service_provider", "Gatecast", 0);
    }

    ~State() {
        if (!output->pb) return;
        if (!bytes) {
            if (stop != nullptr) deadline = Clock::now() + std::chrono::milliseconds(500);
            avio_closep(&output->pb);
            return;
        }
        av_freep(&output->pb->buffer);
        avio_context_free(&output->pb);
    }

    void add_stream(const CodecParameters& parameters, AVRational unit) {
        AVStream* stream = avformat_new_stream(output.get(), nullptr);
        if (!stream || avcodec_parameters_copy(stream->codecpar, parameters.get()) < 0) throw std::bad_alloc();
        stream->codecpar->codec_tag = 0;
        stream->time_base = unit;
    }

    static int take_bytes(void* opaque, uint8_t* data, int count) {
        auto* self = static_cast<State*>(opaque);
        try {
            self->bytes({data, static_cast<size_t>(count)});
            return count;
        } catch (...) {
            return AVERROR(EIO);
        }
    }

    static int past_deadline(void* opaque) {
        const auto* self = static_cast<State*>(opaque);
        return (self->stop != nullptr && *self->stop) || Clock::now() > self->deadline;
    }

    void open_function() {
        auto* buffer = static_cast<uint8_t*>(av_malloc(kBuffer_bytes));
        output->pb = avio_alloc_context(buffer, kBuffer_bytes, 1, this, nullptr, &State::take_bytes, nullptr);
        if (!output->pb) throw std::bad_alloc();
        output->pb->seekable = 0;
    }

    void open_peer(const PeerSettings& settings) {
        peer = settings.url;
        patience = settings.patience;
        stop = settings.stop;
        deadline = Clock::now() + patience;
        output->interrupt_callback = {&State::past_deadline, this};
        libav::Options options;
        for (const auto& [key, value] : settings.options) options.set(key.c_str(), value);
        const int opened =
            avio_open2(&output->pb, peer.c_str(), AVIO_FLAG_WRITE, &output->interrupt_callback, options.get());
        if (opened < 0) throw Error(message("{}: nobody takes the stream there ({}).", peer, libav::reason(opened)));
    }

    void begin(const StreamSettings& settings) {
        libav::Options options;
        if (settings.muxer == "mpegts") {
            options.set("mpegts_start_pid", int64_t{0x100});
            options.set("mpegts_pmt_start_pid", int64_t{0x1000});
            options.set("mpegts_flags", "+system_b");
            options.set("pcr_period", int64_t{30});
            options.set("pat_period", "0.09");
            options.set("sdt_period", "0.5");
            if (settings.mux_rate > 0) options.set("muxrate", settings.mux_rate);
        }
        if (settings.muxer == "mp4") {
            options.set("movflags", "empty_moov+frag_custom+default_base_moof+frag_discont");
            options.set("use_editlist", int64_t{0});
        }
        if (settings.muxer == "flv") options.set("flvflags", "no_duration_filesize");
        check(avformat_write_header(output.get(), options.get()));
        in_fragments = settings.muxer == "mp4";
        if (in_fragments) avio_flush(output->pb);
    }

    /// A transport stream puts the head before each whole picture; FLV is told by the packet.
    void change_video(const CodecParameters& video) {
        AVCodecParameters& own = *output->streams[0]->codecpar;
        if (std::string_view(output->oformat->name) == "flv") {
            new_head.assign(video->extradata, video->extradata + video->extradata_size);
        } else if (avcodec_parameters_copy(&own, video.get()) < 0) {
            throw std::bad_alloc();
        }
        own.codec_tag = 0;
    }

    void attach_new_head(AVPacket& to) {
        uint8_t* place = av_packet_new_side_data(&to, AV_PKT_DATA_NEW_EXTRADATA, new_head.size());
        if (!place) throw std::bad_alloc();
        std::ranges::copy(new_head, place);
        new_head.clear();
    }

    /// Each says its own time, whatever was left out before it.
    void end_fragment() {
        check(av_write_frame(output.get(), nullptr));
        av_opt_set(output->priv_data, "movflags", "+frag_discont", 0);
    }

    void write(int track, AVRational unit, const Packet& from) {
        AVPacket& out = *packet;
        if (av_new_packet(&out, static_cast<int>(from.bytes.size())) < 0) throw std::bad_alloc();
        std::copy(from.bytes.begin(), from.bytes.end(), out.data);
        out.stream_index = track;
        out.pts = from.pts;
        out.dts = from.dts;
        out.duration = from.duration;
        if (from.key) out.flags |= AV_PKT_FLAG_KEY;
        if (from.key && track == 0 && !new_head.empty()) attach_new_head(out);
        av_packet_rescale_ts(&out, unit, output->streams[track]->time_base);
        deadline = Clock::now() + patience;
        const int written = av_write_frame(output.get(), &out);
        av_packet_unref(&out);
        check(written);
        if (output->pb->error < 0) check(output->pb->error);
    }

    void check(int code) const {
        if (code < 0) throw Error(message("{}: the stream broke off ({}).", peer, libav::reason(code)));
    }
};

StreamMuxer::StreamMuxer(const StreamSettings& settings, const StreamTracks& tracks, Bytes bytes)
    : state_(std::make_unique<State>(settings, tracks)) {
    state_->bytes = std::move(bytes);
    state_->patience = std::chrono::hours(24);
    state_->open_function();
    state_->begin(settings);
}

StreamMuxer::StreamMuxer(const StreamSettings& settings, const StreamTracks& tracks, const PeerSettings& peer)
    : state_(std::make_unique<State>(settings, tracks)) {
    state_->open_peer(peer);
    state_->begin(settings);
}

StreamMuxer::~StreamMuxer() = default;

void StreamMuxer::write_video(const Packet& packet) {
    state_->write(0, state_->video_unit, packet);
}

void StreamMuxer::change_video(const CodecParameters& video) {
    state_->change_video(video);
}

void StreamMuxer::write_sound(const Packet& packet) {
    state_->write(1, kSoundUnit, packet);
}

void StreamMuxer::begin_anew() {
    if (state_->in_fragments) state_->end_fragment();
    avio_flush(state_->output->pb);
    if (!state_->in_fragments) av_opt_set(state_->output->priv_data, "mpegts_flags", "+resend_headers", 0);
}

}  // namespace gatecast
