// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/text_track.h"

extern "C" {
#include <libavutil/intreadwrite.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/media/language.h"
#include "pipeline/media/libav.h"
#include "pipeline/media/probe_parts.h"

namespace gatecast {

namespace {

/// One packet of text in the clip's time, in milliseconds.
struct TimedText {
    int64_t start = 0;
    int64_t end = 0;
    std::string text;
    std::string id, settings;  // WebVTT
};

std::string clock(int64_t ms, char comma) {
    ms = std::max<int64_t>(0, ms);
    return fmt::format("{:02}:{:02}:{:02}{}{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, comma, ms % 1000);
}

/// mov_text: the length, the text, then boxes, of which only the looks of stretches are of use.
std::string text_of_mov(const std::string& bytes) {
    if (bytes.size() < 2) return {};
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    const size_t length = std::min<size_t>(AV_RB16(data), bytes.size() - 2);
    return bytes.substr(2, length);
}

std::string as_srt(const std::vector<TimedText>& texts, bool mov) {
    std::string file;
    int number = 0;
    for (const TimedText& each : texts) {
        const std::string text = mov ? text_of_mov(each.text) : each.text;
        if (text.empty()) continue;  // a gap
        file += fmt::format("{}\n{} --> {}\n{}\n\n", ++number, clock(each.start, ','), clock(each.end, ','), text);
    }
    return file;
}

std::string as_webvtt(const std::vector<TimedText>& texts) {
    std::string file = "WEBVTT\n\n";
    for (const TimedText& each : texts) {
        if (!each.id.empty()) file += each.id + "\n";
        file +=
            clock(each.start, '.') + " --> " + clock(each.end, '.') + " " + each.settings + "\n" + each.text + "\n\n";
    }
    return file;
}

/// Matroska cuts the times out of a dialogue line and puts its number in front: "3,0,Default,,0,0,0,,Text".
std::string as_ass(const std::vector<TimedText>& texts, std::string header) {
    if (header.find("[Events]") == std::string::npos)
        header += "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
    for (const TimedText& each : texts) {
        const size_t number = each.text.find(',');
        const size_t layer = number == std::string::npos ? number : each.text.find(',', number + 1);
        if (layer == std::string::npos) continue;
        const auto time = [](int64_t ms) {
            ms = std::max<int64_t>(0, ms);
            return fmt::format("{}:{:02}:{:02}.{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                               ms % 1000 / 10);
        };
        header += fmt::format("Dialogue: {},{},{},{}\n", each.text.substr(number + 1, layer - number - 1),
                              time(each.start), time(each.end), each.text.substr(layer + 1));
    }
    return header;
}

bool is_text(AVCodecID codec) {
    return codec == AV_CODEC_ID_SUBRIP || codec == AV_CODEC_ID_TEXT || codec == AV_CODEC_ID_MOV_TEXT ||
           codec == AV_CODEC_ID_ASS || codec == AV_CODEC_ID_WEBVTT;
}

std::string tag(const AVStream& stream, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(stream.metadata, key, nullptr, 0);
    return entry ? entry->value : "";
}

std::string side_data(const AVPacket& packet, AVPacketSideDataType type) {
    size_t size = 0;
    const uint8_t* data = av_packet_get_side_data(&packet, type, &size);
    return data ? std::string(reinterpret_cast<const char*>(data), size) : std::string();
}

/// What is 0 on the clip, in milliseconds: MP4 counts from 0, others from their first picture.
int64_t origin_ms(const AVFormatContext& input) {
    if (std::strstr(input.iformat->name, "mp4")) return 0;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO && stream.start_time != AV_NOPTS_VALUE)
            return av_rescale_q(stream.start_time, stream.time_base, {1, 1000});
    }
    return input.start_time == AV_NOPTS_VALUE ? 0 : input.start_time / 1000;
}

std::vector<TimedText> read_packets(AVFormatContext& input, int wanted) {
    for (unsigned i = 0; i < input.nb_streams; ++i)
        input.streams[i]->discard = static_cast<int>(i) == wanted ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    const AVStream& stream = *input.streams[wanted];
    const int64_t origin = origin_ms(input);
    std::vector<TimedText> texts;
    const libav::PacketRef packet = libav::make_packet();
    while (av_read_frame(&input, packet.get()) >= 0) {
        if (packet->stream_index == wanted && packet->pts != AV_NOPTS_VALUE) {
            const int64_t start = av_rescale_q(packet->pts, stream.time_base, {1, 1000}) - origin;
            const int64_t length = av_rescale_q(packet->duration, stream.time_base, {1, 1000});
            texts.push_back(
                {start, start + length,
                 std::string(reinterpret_cast<const char*>(packet->data), static_cast<size_t>(packet->size)),
                 side_data(*packet, AV_PKT_DATA_WEBVTT_IDENTIFIER), side_data(*packet, AV_PKT_DATA_WEBVTT_SETTINGS)});
        }
        av_packet_unref(packet.get());
    }
    return texts;
}

// A text track's sample description: centred at the foot, white letters, one font.
constexpr std::array<uint8_t, 43> kTx3g{0, 0, 0, 0,  1,   0xFF, 0,   0,   0, 0, 0,  0,   0,   0,   0,
                                        0, 0, 0, 0,  0,   0,    0,   0,   1, 0, 18, 255, 255, 255, 255,
                                        0, 0, 0, 13, 'f', 't',  'a', 'b', 0, 1, 0,  1,   0};

}  // namespace

std::vector<TextTrack> text_tracks(const std::filesystem::path& clip) {
    const auto file = probing::open_file(clip, probing::sniff(clip), {});
    std::vector<TextTrack> tracks;
    for (unsigned i = 0; i < file->input->nb_streams; ++i) {
        const AVStream& stream = *file->input->streams[i];
        if (stream.codecpar->codec_type != AVMEDIA_TYPE_SUBTITLE) continue;
        TextTrack track;
        track.stream = static_cast<int>(i);
        track.index = static_cast<int>(tracks.size());
        track.codec = avcodec_get_name(stream.codecpar->codec_id);
        track.language = bcp47(tag(stream, "language"));
        track.title = tag(stream, "title");
        track.readable = is_text(stream.codecpar->codec_id);
        tracks.push_back(std::move(track));
    }
    return tracks;
}

std::string read_text_track(const std::filesystem::path& clip, const TextTrack& track) {
    if (!track.readable)
        throw Error(message("{}: subtitle track {} is made of pictures ({}), not of text. It cannot be used.",
                            clip.filename().string(), track.index, track.codec));
    const auto file = probing::open_file(clip, probing::sniff(clip), {});
    const std::vector<TimedText> texts = read_packets(*file->input, track.stream);
    const AVCodecParameters& codec = *file->input->streams[track.stream]->codecpar;
    if (codec.codec_id == AV_CODEC_ID_WEBVTT) return as_webvtt(texts);
    if (codec.codec_id != AV_CODEC_ID_ASS) return as_srt(texts, codec.codec_id == AV_CODEC_ID_MOV_TEXT);
    const auto size = static_cast<size_t>(std::max(0, codec.extradata_size));
    return as_ass(texts, std::string(reinterpret_cast<const char*>(codec.extradata), size));
}

CodecParameters text_parameters(Container container) {
    const bool mov = container == Container::kMp4 || container == Container::kMov;
    if (!mov && container != Container::kMkv) return nullptr;
    CodecParameters parameters(avcodec_parameters_alloc());
    if (!parameters) throw std::bad_alloc();
    parameters->codec_type = AVMEDIA_TYPE_SUBTITLE;
    parameters->codec_id = mov ? AV_CODEC_ID_MOV_TEXT : AV_CODEC_ID_SUBRIP;
    if (!mov) return parameters;
    parameters->extradata = static_cast<uint8_t*>(av_mallocz(kTx3g.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (!parameters->extradata) throw std::bad_alloc();
    std::copy(kTx3g.begin(), kTx3g.end(), parameters->extradata);
    parameters->extradata_size = static_cast<int>(kTx3g.size());
    return parameters;
}

std::vector<uint8_t> text_packet(Container container, const std::string& text) {
    const size_t length = std::min<size_t>(text.size(), 0xFFFF);
    const size_t head = container == Container::kMkv ? 0 : 2;
    std::vector<uint8_t> bytes(head + length);
    if (head > 0) AV_WB16(bytes.data(), static_cast<uint16_t>(length));
    std::copy_n(text.begin(), length, bytes.begin() + static_cast<std::ptrdiff_t>(head));
    return bytes;
}

}  // namespace gatecast
