// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstring>
#include <fstream>

#include "pipeline/media/probe_parts.h"
#include "presets/machine_error.h"

namespace gatecast::probing {
namespace {

/// Containers that hold their media themselves. Playlists (HLS, DASH, concat) would open other files.
constexpr const char* kDemuxers =
    "mov,matroska,webm,mpegts,mpeg,mpegvideo,avi,mxf,gxf,wav,w64,aiff,caf,mp3,aac,ac3,eac3,flac,ogg,asf,flv,gif,apng,"
    "dv,rm,h264,hevc,m4v,vc1,ivf,obu,av1,nut,yuv4mpegpipe,amr,au,jpeg_pipe,png_pipe,webp_pipe,tiff_pipe,bmp_pipe,"
    "mjpeg,mj2,mp4,m4a,3gp,3g2,wtv,dts,truehd,ape,wv,tta,dsf,lxf,pva,swf,smjpeg,hevc";

constexpr int64_t kProbeBytes = 16 << 20;
constexpr int64_t kAnalyzeMicroseconds = 15'000'000;

int past_deadline(void* opaque) {
    return std::chrono::steady_clock::now() > *static_cast<std::chrono::steady_clock::time_point*>(opaque);
}

void check_stream(const AVStream& stream, const std::filesystem::path& path, const ClipLimits& limits) {
    const AVCodecParameters& coded = *stream.codecpar;
    if (coded.codec_type == AVMEDIA_TYPE_VIDEO) {
        const int64_t pixels = int64_t{coded.width} * coded.height;
        if (coded.width > limits.side || coded.height > limits.side || pixels > limits.pixels)
            throw Error(
                message("{} has pictures of {}×{} pixels. The limit is {} pixels and {} a side: make it smaller first.",
                        path.string(), coded.width, coded.height, limits.pixels, limits.side));
    }
    if (coded.codec_type == AVMEDIA_TYPE_AUDIO && coded.ch_layout.nb_channels > limits.channels)
        throw Error(message("{} has a sound track of {} channels. The limit is {}.", path.string(),
                            coded.ch_layout.nb_channels, limits.channels));
}

void check_streams(const AVFormatContext& input, const std::filesystem::path& path, const ClipLimits& limits) {
    if (static_cast<int64_t>(input.nb_streams) > limits.streams)
        throw Error(message("{} has more than {} streams, which is the limit. Keep only those that are needed.",
                            path.string(), limits.streams));
    for (unsigned i = 0; i < input.nb_streams; ++i) check_stream(*input.streams[i], path, limits);
}

[[noreturn]] void cannot_open(const std::filesystem::path& path, Magic magic, int code) {
    if (code == AVERROR(ENOENT)) throw Error(message("{}: no such file. Check the path.", path.string()));
    if (code == AVERROR(EACCES)) throw MachineError(message("{} may not be read. Check its rights.", path.string()));
    if (magic == Magic::kMp4)
        throw Error(message(
            "{} is cut off: the index of this MP4 or MOV file (moov) is missing or damaged. Copy or export it again.",
            path.string()));
    throw Error(message("{} is no media file that can be read here ({}). Check that it was copied whole.",
                        path.string(), libav::reason(code)));
}

/// libavformat decodes a little to find out; inside the same limits.
void describe_streams(AVFormatContext& input, const std::filesystem::path& path, const ClipLimits& limits) {
    std::vector<AVDictionary*> options(input.nb_streams, nullptr);
    for (AVDictionary*& stream_options : options) {
        av_dict_set_int(&stream_options, "max_pixels", limits.pixels, 0);
        av_dict_set_int(&stream_options, "threads", 1, 0);
    }
    const int found = avformat_find_stream_info(&input, options.empty() ? nullptr : options.data());
    for (AVDictionary*& stream_options : options) av_dict_free(&stream_options);
    if (found < 0)
        throw Error(
            message("{} is damaged: its streams cannot be understood ({}).", path.string(), libav::reason(found)));
}

}  // namespace

Magic sniff(const std::filesystem::path& path) {
    std::array<char, 16> head{};
    std::ifstream file(path, std::ios::binary);
    file.read(head.data(), head.size());
    const std::string_view bytes(head.data(), static_cast<size_t>(file.gcount()));
    const auto starts = [&](std::string_view with) { return bytes.substr(0, with.size()) == with; };
    if (starts("%PDF-")) return Magic::kPdf;
    if (starts("\xFF\xD8\xFF")) return Magic::kJpeg;
    if (starts("\x89PNG\r\n\x1A\n")) return Magic::kPng;
    if (starts("RIFF") && bytes.substr(8, 4) == "WEBP") return Magic::kWebp;
    if (starts(std::string_view("II*\0", 4)) || starts(std::string_view("MM\0*", 4))) return Magic::kTiff;
    if (starts("BM")) return Magic::kBmp;
    if (bytes.size() >= 8 && (bytes.substr(4, 4) == "ftyp" || bytes.substr(4, 4) == "mdat")) return Magic::kMp4;
    return Magic::kOther;
}

const char* still_demuxer(Magic magic) {
    switch (magic) {
        case Magic::kJpeg:
            return "jpeg_pipe";
        case Magic::kPng:
            return "png_pipe";
        case Magic::kWebp:
            return "webp_pipe";
        case Magic::kTiff:
            return "tiff_pipe";
        case Magic::kBmp:
            return "bmp_pipe";
        case Magic::kOther:
        case Magic::kPdf:
        case Magic::kMp4:
            break;
    }
    return nullptr;
}

std::unique_ptr<OpenedFile> open_file(const std::filesystem::path& path, Magic magic, const ClipLimits& limits) {
    auto file = std::make_unique<OpenedFile>();
    file->deadline = std::chrono::steady_clock::now() + limits.probe_time;
    AVFormatContext* input = avformat_alloc_context();
    if (!input) throw std::bad_alloc();
    input->interrupt_callback = {past_deadline, &file->deadline};
    input->max_streams = limits.streams + 1;  // one more shows that there are too many
    input->probesize = kProbeBytes;
    input->max_analyze_duration = kAnalyzeMicroseconds;
    libav::Options options;
    options.set("protocol_whitelist", "file");
    options.set("format_whitelist", kDemuxers);
    const char* demuxer = still_demuxer(magic);
    // "file:" keeps a name with a colon from being taken for a protocol.
    const std::string url = "file:" + path.string();
    const int opened =
        avformat_open_input(&input, url.c_str(), demuxer ? av_find_input_format(demuxer) : nullptr, options.get());
    if (opened < 0) cannot_open(path, magic, opened);  // libav has freed the context
    file->input.reset(input);
    check_streams(*input, path, limits);
    describe_streams(*input, path, limits);
    check_streams(*input, path, limits);
    return file;
}

}  // namespace gatecast::probing
