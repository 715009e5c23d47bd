// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/container.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "pipeline/media/container_formats.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/video_codecs.h"
#include "presets/machine_error.h"
#include "presets/message.h"

namespace gatecast {
namespace {

/// Which samples of a sound packet are priming or padding: MP3 and Matroska write it down, others tell it by times.
void mark_unheard(AVPacket& packet, const AVStream& stream, const Packet& from) {
    constexpr size_t kSkipSamples_bytes = 10;
    const int64_t coded = stream.codecpar->frame_size;
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_AUDIO || coded <= 1) return;
    const int64_t before = std::clamp<int64_t>(-from.pts, 0, coded);
    const int64_t after = std::clamp<int64_t>(coded - from.duration, 0, coded);
    if (before == 0 && after == 0) return;
    uint8_t* data = av_packet_new_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, kSkipSamples_bytes);
    if (!data) throw std::bad_alloc();
    AV_WL32(data, static_cast<uint32_t>(before));
    AV_WL32(data + 4, static_cast<uint32_t>(after));
    AV_WL16(data + 8, 0);
}

std::string system_reason(int code) {
    return libav::reason(AVERROR(code));
}

/// How far a transport stream's clock runs behind its pictures: long enough to fill the declared buffer first.
std::chrono::microseconds decoder_delay(const Encode& encode) {
    constexpr std::chrono::microseconds kUsual(700'000);
    constexpr std::chrono::microseconds kSpare(100'000);
    const VideoEncode& video = encode.video;
    if (video.codec == VideoCodec::kNone || video.bitrate <= 0) return kUsual;
    const double seconds = static_cast<double>(declared_buffer_bits(video)) / static_cast<double>(video.bitrate);
    return std::max(kUsual, std::chrono::microseconds(static_cast<int64_t>(seconds * 1e6)) + kSpare);
}

}  // namespace

struct ContainerWriter::State {
    std::filesystem::path path;
    const ContainerRow& row;
    std::vector<TrackSpec> tracks;
    std::unique_ptr<AVFormatContext, void (*)(AVFormatContext*)> output{nullptr, avformat_free_context};
    libav::PacketRef packet = libav::make_packet();
    bool finished = false;

    State(std::filesystem::path file, const Encode& encode, std::vector<TrackSpec> specs, const std::string& title)
        : path(std::move(file)), row(container_row(encode)), tracks(std::move(specs)) {
        AVFormatContext* made = nullptr;
        if (avformat_alloc_output_context2(&made, nullptr, row.muxer, path.c_str()) < 0)
            throw Error(
                message("This machine's libavformat cannot write {}. Install the package libavformat59.", row.muxer));
        output.reset(made);
        output->flags |= AVFMT_FLAG_BITEXACT;
        output->max_delay = static_cast<int>(decoder_delay(encode).count());
        for (const TrackSpec& track : tracks) add_stream(track, encode);
        describe_programme(*output, encode, title);
        open(encode);
    }

    ~State() {
        if (output->pb) avio_closep(&output->pb);
    }

    void add_stream(const TrackSpec& track, const Encode& encode) {
        if (track.unit.num <= 0 || track.unit.num > track.unit.den)  // upside down it would ask TS for hours of nulls
            throw std::invalid_argument("ContainerWriter: the unit of times must be a second or less");
        AVStream* stream = avformat_new_stream(output.get(), nullptr);
        if (!stream || avcodec_parameters_copy(stream->codecpar, track.parameters.get()) < 0) throw std::bad_alloc();
        stream->time_base = libav::to_av(track.unit);
        describe_stream(*stream, track, encode);
    }

    void open(const Encode& encode) {
        const int opened = avio_open(&output->pb, path.c_str(), AVIO_FLAG_WRITE);
        if (opened < 0) fail(opened);
        libav::Options options;
        row.configure(options, encode);
        const int begun = avformat_write_header(output.get(), options.get());
        if (begun < 0)
            throw Error(
                message("{} cannot hold these tracks ({}). Check the container and the codecs of the encode preset.",
                        row.title, libav::reason(begun)));
    }

    /// Data must be on the disk before anybody renames the file into place.
    void sync() const {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
        const int code = errno;
        if (descriptor >= 0) ::close(descriptor);
        if (!synced)
            throw_for(code, message("{} could not be written to the disk ({}).", path.string(), system_reason(code)));
    }

    [[noreturn]] void fail(int code) const {
        throw_for(AVUNERROR(code),
                  message("{} cannot be written ({}). Check the folder, its rights and the free space.", path.string(),
                          libav::reason(code)));
    }
};

ContainerWriter::ContainerWriter(const std::filesystem::path& path, const Encode& encode, std::vector<TrackSpec> tracks,
                                 const std::string& title)
    : state_(std::make_unique<State>(path, encode, std::move(tracks), title)) {}
ContainerWriter::~ContainerWriter() = default;

void ContainerWriter::write(int track, const Packet& packet) {
    State& s = *state_;
    AVPacket& out = *s.packet;
    if (av_new_packet(&out, static_cast<int>(packet.bytes.size())) < 0) throw std::bad_alloc();
    std::copy(packet.bytes.begin(), packet.bytes.end(), out.data);
    const AVStream* stream = s.output->streams[track];
    const AVRational unit = libav::to_av(s.tracks[static_cast<size_t>(track)].unit);
    out.stream_index = track;
    out.pts = packet.pts;
    out.dts = packet.dts;
    out.duration = packet.duration;
    if (packet.key) out.flags |= AV_PKT_FLAG_KEY;
    mark_unheard(out, *stream, packet);
    av_packet_rescale_ts(&out, unit, stream->time_base);
    const int written = av_interleaved_write_frame(s.output.get(), &out);  // takes the packet's bytes
    if (written < 0) s.fail(written);
}

void ContainerWriter::finish() {
    State& s = *state_;
    const int ended = av_write_trailer(s.output.get());
    if (ended < 0) s.fail(ended);
    const int closed = avio_closep(&s.output->pb);
    if (closed < 0) s.fail(closed);
    s.sync();
    s.finished = true;
}

}  // namespace gatecast
