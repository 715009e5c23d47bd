// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/container_formats.h"

#include "pipeline/media/language.h"
#include "pipeline/media/video_codecs.h"
#include "presets/message.h"

namespace gatecast {
namespace {

void configure_mp4(libav::Options& options, const Encode&) {
    options.set("movflags", "+faststart+write_colr");
    options.set("write_tmcd", int64_t{0});
    options.set("empty_hdlr_name", int64_t{1});
}

void configure_mov(libav::Options& options, const Encode& encode) {
    options.set("movflags", "+faststart+write_colr");
    options.set("write_tmcd", int64_t{encode.start_timecode.empty() ? 0 : 1});
    options.set("empty_hdlr_name", int64_t{1});
}

void configure_mpegts(libav::Options& options, const Encode& encode) {
    options.set("mpegts_start_pid", int64_t{0x100});
    options.set("mpegts_pmt_start_pid", int64_t{0x1000});
    options.set("mpegts_flags", "+system_b");
    options.set("pcr_period", int64_t{30});
    options.set("pat_period", "0.09");  // the muxer checks between packets: a little under the 100 ms allowed
    options.set("sdt_period", "0.5");
    if (encode.mux_rate > 0) options.set("muxrate", encode.mux_rate);
}

void configure_mkv(libav::Options& options, const Encode&) {
    options.set("write_crc32", int64_t{1});
    options.set("cues_to_front", int64_t{1});
    options.set("reserve_index_space", int64_t{0});
}

void configure_plain(libav::Options&, const Encode&) {}

void configure_mp3(libav::Options& options, const Encode&) {
    options.set("id3v2_version", int64_t{4});  // titles in UTF-8
    options.set("write_xing", int64_t{1});
}

void configure_wav(libav::Options& options, const Encode&) {
    options.set("rf64", "auto");
}

constexpr ContainerRow kContainers[] = {
    {Container::kMp4, "mp4", "MP4", configure_mp4},
    {Container::kMov, "mov", "MOV", configure_mov},
    {Container::kMpegTs, "mpegts", "MPEG-TS", configure_mpegts},
    {Container::kMkv, "matroska", "MKV", configure_mkv},
    {Container::kMxf, "mxf", "MXF", configure_plain},
    {Container::kMp3, "mp3", "MP3", configure_mp3},
    {Container::kWav, "wav", "WAV", configure_wav},
};

void tag(AVDictionary** metadata, const char* key, const std::string& value) {
    if (!value.empty()) av_dict_set(metadata, key, value.c_str(), 0);
}

/// What the buffer of joined segments holds: players and btrt boxes read it from here.
void declare_buffer(AVStream& stream, const VideoEncode& settings) {
    if (settings.control != RateControl::kVbr && settings.control != RateControl::kCbr) return;
    size_t size = 0;
    AVCPBProperties* properties = av_cpb_properties_alloc(&size);
    if (!properties) throw std::bad_alloc();
    properties->max_bitrate = properties->avg_bitrate = settings.bitrate;
    properties->min_bitrate =
        settings.codec == VideoCodec::kMpeg2 && settings.control == RateControl::kCbr ? settings.bitrate : 0;
    properties->buffer_size = declared_buffer_bits(settings);
    if (av_stream_add_side_data(&stream, AV_PKT_DATA_CPB_PROPERTIES, reinterpret_cast<uint8_t*>(properties), size) <
        0) {
        av_free(properties);
        throw std::bad_alloc();
    }
}

}  // namespace

const ContainerRow& container_row(const Encode& encode) {
    for (const ContainerRow& row : kContainers)
        if (row.container == encode.container) return row;
    throw Error(message("This encode names no container."));
}

void describe_programme(AVFormatContext& output, const Encode& encode, const std::string& title) {
    tag(&output.metadata, "title", title);
    if (encode.container == Container::kMpegTs) {
        tag(&output.metadata, "service_name", title.empty() ? encode.name : title);
        tag(&output.metadata, "service_provider", "Gatecast");
    }
    if (encode.container == Container::kMxf) {
        tag(&output.metadata, "company_name", "Gatecast");
        tag(&output.metadata, "product_name", "Gatecast");
        tag(&output.metadata, "product_version", "1");
        tag(&output.metadata, "timecode", encode.start_timecode);
    }
}

void describe_stream(AVStream& stream, const TrackSpec& track, const Encode& encode) {
    if (stream.codecpar->codec_id != AV_CODEC_ID_PRORES) stream.codecpar->codec_tag = 0;  // ProRes tells its kind by it
    if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO) {
        stream.avg_frame_rate = stream.r_frame_rate = libav::to_av(track.frame_rate);
        stream.sample_aspect_ratio = stream.codecpar->sample_aspect_ratio;
        declare_buffer(stream, encode.video);
        tag(&stream.metadata, "timecode", encode.start_timecode);
        if (encode.container == Container::kMp4 && encode.video.codec == VideoCodec::kH265)
            stream.codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');  // Apple's players take no hev1
    } else if (stream.codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE) {
        if (track.is_default) stream.disposition |= AV_DISPOSITION_DEFAULT;
        tag(&stream.metadata, "language", iso639_2(track.language));
    } else {
        if (track.initial_padding > 0) stream.codecpar->initial_padding = track.initial_padding;
        tag(&stream.metadata, "language", iso639_2(track.language));
    }
}

}  // namespace gatecast
