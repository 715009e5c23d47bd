// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/container.h"

#include <gtest/gtest.h>

extern "C" {
#include <libavcodec/codec_par.h>
}

#include <cmath>

#include "pipeline/media/decode_check.h"
#include "pipeline/media/parameters.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

constexpr int64_t kFrames = 50;
constexpr int64_t kSamples = 96'000;

/// Two segments joined, with `sounds` tracks of sound that begin with a click at sample 0.
struct Programme {
    Encode encode;
    VideoShape shape{{320, 192}, {25, 1}};
    std::vector<Packet> video;
    CodecParameters video_parameters;
    Sound sound;
    int sounds = 1;
};

std::vector<float> click(int channels) {
    std::vector<float> samples = tone(kSamples, channels, 1000, 0.3);
    for (int64_t i = 0; i < kSamples * channels; ++i)
        if (i / channels >= 4800) samples[static_cast<size_t>(i)] = 0;
    return samples;
}

Programme make_programme(Container container, VideoCodec codec, AudioCodec audio) {
    Programme p;
    p.encode.name = "test";
    p.encode.container = container;
    p.encode.video.codec = codec;
    p.encode.video.gop = 25;
    p.encode.audio.codec = audio;
    if (codec == VideoCodec::kMpeg2) {
        p.encode.video.control = RateControl::kCbr;
        p.encode.video.bitrate = 50'000'000;
        p.encode.video.buffer_bits = 36'408'333;
        p.encode.video.gop = 12;
        p.encode.video.b_frames = 2;
        p.encode.video.chroma = Chroma::k422;
        p.encode.video.segment = std::chrono::seconds(1);
        p.encode.start_timecode = "10:00:00:00";
        p.shape = {{1920, 1080}, {25, 1}, FieldOrder::kTopFirst};
        p.sounds = 8;
    }
    const int64_t half = codec == VideoCodec::kMpeg2 ? 12 : 25;
    const int64_t count = codec == VideoCodec::kMpeg2 ? 24 : kFrames;
    for (int64_t first = 0; first < count; first += half) {
        Segment segment = encode_segment(p.encode.video, p.shape, first, half);
        for (Packet& packet : segment.packets) p.video.push_back(std::move(packet));
        p.video_parameters = std::move(segment.parameters);
    }
    const int channels = p.sounds > 1 ? 1 : 2;
    p.sound = encode_sound(p.encode.audio, channels, click(channels));
    return p;
}

void write(const Programme& p, const std::filesystem::path& path, const std::string& title = "Cửa khẩu Hoa Lư") {
    std::vector<TrackSpec> tracks(static_cast<size_t>(p.sounds) + 1);
    tracks[0].parameters = copy(p.video_parameters);
    tracks[0].unit = {p.shape.rate.den, p.shape.rate.num};
    tracks[0].frame_rate = p.shape.rate;
    for (int i = 1; i <= p.sounds; ++i) {
        TrackSpec& track = tracks[static_cast<size_t>(i)];
        track.parameters = copy(p.sound.parameters);
        track.unit = {1, 48'000};
        track.language = i == 1 ? "km" : "vi";
        track.initial_padding = p.sound.parameters->initial_padding;
    }
    ContainerWriter writer(path, p.encode, std::move(tracks), title);
    for (const Packet& packet : p.video) writer.write(0, packet);
    for (int i = 1; i <= p.sounds; ++i)
        for (const Packet& packet : p.sound.packets) writer.write(i, packet);
    writer.finish();
}

/// Time of the first loud sample as ffmpeg decodes the file, in samples from the first picture.
int64_t click_position(const std::filesystem::path& file, const TempFolder& folder) {
    ffmpeg("-i '" + file.string() + "' -map 0:a:0 -af aresample=async=1:first_pts=0 -f f32le -ac 1 '" +
           (folder / "pcm").string() + "'");
    const std::vector<uint8_t> bytes = read_bytes(folder / "pcm");
    const auto* samples = reinterpret_cast<const float*>(bytes.data());
    // The tone is 0.3·sin: find where it best fits.
    double best = 0;
    int64_t at = -1;
    const std::vector<float> wanted = tone(4800, 1, 1000, 0.3);
    for (int64_t shift = 0; shift < 2400; ++shift) {
        double sum = 0;
        double energy = 0;
        for (int64_t i = 0; i < 4800; ++i) {
            sum += static_cast<double>(samples[shift + i]) * static_cast<double>(wanted[static_cast<size_t>(i)]);
            energy += static_cast<double>(samples[shift + i]) * static_cast<double>(samples[shift + i]);
        }
        const double fit = sum / std::sqrt(energy + 1e-9);
        if (fit > best) {
            best = fit;
            at = shift;
        }
    }
    return at;
}

TEST(ContainerWriter, WritesTheSameBytesTwice) {
    const TempFolder folder;
    for (const auto& [container, audio] : {std::pair{Container::kMp4, AudioCodec::kAac},
                                           {Container::kMov, AudioCodec::kPcm16},
                                           {Container::kMkv, AudioCodec::kAac},
                                           {Container::kMpegTs, AudioCodec::kMp2}}) {
        const Programme p = make_programme(container, VideoCodec::kH264, audio);
        write(p, folder / "a");
        write(p, folder / "b");
        EXPECT_EQ(read_bytes(folder / "a"), read_bytes(folder / "b")) << static_cast<int>(container);
        const FileCheck check = decode_check_file(folder / "a");
        EXPECT_TRUE(check.sound()) << static_cast<int>(container)
                                   << in_english(check.problems.empty() ? Message{} : check.problems.front());
        EXPECT_EQ(check.tracks[0].decoded, kFrames) << static_cast<int>(container);
        EXPECT_EQ(run("ffmpeg -v error -i '" + (folder / "a").string() + "' -f null -").output, "");
    }
}

TEST(ContainerWriter, Mp4StartsWithItsIndexAndTellsWhatItHolds) {
    const TempFolder folder;
    Programme p = make_programme(Container::kMp4, VideoCodec::kH264, AudioCodec::kAac);
    write(p, folder / "a.mp4");
    const std::vector<uint8_t> bytes = read_bytes(folder / "a.mp4");
    const std::string text(bytes.begin(), bytes.end());
    EXPECT_LT(text.find("moov"), text.find("mdat"));
    EXPECT_NE(text.find("btrt"), std::string::npos);
    EXPECT_EQ(text.find("Lavf"), std::string::npos);
    EXPECT_EQ(ffprobe(folder / "a.mp4", "stream_tags=language", "-select_streams a"), "khm");
    EXPECT_EQ(ffprobe(folder / "a.mp4", "format_tags=title"), "Cửa khẩu Hoa Lư");
    EXPECT_EQ(ffprobe(folder / "a.mp4", "stream=nb_frames,duration", "-select_streams v"), "2.000000,50");
    EXPECT_EQ(ffprobe(folder / "a.mp4", "stream=color_range,color_space", "-select_streams v"), "tv,bt709");
}

TEST(ContainerWriter, SoundStartsWithThePicture) {
    const TempFolder folder;
    struct Row {
        Container container;
        AudioCodec audio;
    };
    for (const Row& row : {Row{Container::kMp4, AudioCodec::kAac}, Row{Container::kMkv, AudioCodec::kAac},
                           Row{Container::kMov, AudioCodec::kPcm24}}) {
        write(make_programme(row.container, VideoCodec::kH264, row.audio), folder / "a");
        // MKV moves everything by the priming, so the picture's own start counts; its times are milliseconds.
        const double picture = std::stod(ffprobe(folder / "a", "stream=start_time", "-select_streams v")) * 48'000;
        const double allowed = row.container == Container::kMkv ? 48 : 1;
        EXPECT_NEAR(static_cast<double>(click_position(folder / "a", folder)), picture, allowed)
            << static_cast<int>(row.container);
    }
}

TEST(ContainerWriter, TransportStreamKeepsItsIntervalsAndIsConstant) {
    const TempFolder folder;
    Programme p = make_programme(Container::kMpegTs, VideoCodec::kH264, AudioCodec::kMp2);
    p.encode.mux_rate = 6'000'000;
    write(p, folder / "a.ts");
    const std::vector<uint8_t> bytes = read_bytes(folder / "a.ts");
    ASSERT_EQ(bytes.size() % 188, 0U);
    const double packet_seconds = 188 * 8 / 6e6;
    double last_pat = -1, last_pcr = -1, longest_pat = 0, longest_pcr = 0;
    int nulls = 0;
    for (size_t at = 0; at < bytes.size(); at += 188) {
        ASSERT_EQ(bytes[at], 0x47);
        const int pid = (bytes[at + 1] & 0x1F) << 8 | bytes[at + 2];
        const double now = static_cast<double>(at / 188) * packet_seconds;
        nulls += pid == 0x1FFF;
        if (pid == 0) {
            if (last_pat >= 0) longest_pat = std::max(longest_pat, now - last_pat);
            last_pat = now;
        }
        const bool pcr = (bytes[at + 3] & 0x20) && bytes[at + 4] > 0 && (bytes[at + 5] & 0x10);
        if (pcr && pid == 0x100) {
            if (last_pcr >= 0) longest_pcr = std::max(longest_pcr, now - last_pcr);
            last_pcr = now;
        }
    }
    EXPECT_GT(nulls, 100);
    EXPECT_LE(longest_pat, 0.100);
    EXPECT_LE(longest_pcr, 0.040);
    EXPECT_GT(longest_pcr, 0);
    EXPECT_EQ(ffprobe(folder / "a.ts", "program_tags=service_name").substr(0, 20),
              std::string("Cửa khẩu Hoa Lư").substr(0, 20));
}

TEST(ContainerWriter, MxfIsOp1aWithTimecodeAndEightTracks) {
    const TempFolder folder;
    const Programme p = make_programme(Container::kMxf, VideoCodec::kMpeg2, AudioCodec::kPcm24);
    write(p, folder / "a.mxf");
    EXPECT_EQ(ffprobe(folder / "a.mxf", "stream=codec_name", "-select_streams a"),
              "pcm_s24le\npcm_s24le\npcm_s24le\npcm_s24le\npcm_s24le\npcm_s24le\npcm_s24le\npcm_s24le");
    EXPECT_EQ(ffprobe(folder / "a.mxf", "format_tags=operational_pattern_ul"), "060e2b34.04010101.0d010201.01010900");
    EXPECT_EQ(ffprobe(folder / "a.mxf", "format_tags=timecode"), "10:00:00:00");
    EXPECT_EQ(ffprobe(folder / "a.mxf", "stream=profile,field_order", "-select_streams v"), "4:2:2,tt");
    EXPECT_EQ(run("ffmpeg -v error -i '" + (folder / "a.mxf").string() + "' -map 0 -f null -").output, "");
    DecodeCheck check(p.video_parameters);
    for (const Packet& packet : p.video) check.take(packet);
    EXPECT_EQ(check.finish(), 24);
    EXPECT_TRUE(decode_check_file(folder / "a.mxf").sound());
    write(p, folder / "b.mxf");
    EXPECT_EQ(read_bytes(folder / "a.mxf"), read_bytes(folder / "b.mxf"));
    const Ran info = run("mediainfo '" + (folder / "a.mxf").string() + "'");
    EXPECT_NE(info.output.find("OP-1a"), std::string::npos) << info.output;
    EXPECT_NE(info.output.find("4:2:2@High"), std::string::npos) << info.output;
    EXPECT_NE(info.output.find("50.0 Mb/s"), std::string::npos) << info.output;
}

TEST(ContainerWriter, RefusesTimesInSecondsUpsideDown) {
    const TempFolder folder;
    Programme p = make_programme(Container::kMpegTs, VideoCodec::kH264, AudioCodec::kMp2);
    std::vector<TrackSpec> tracks(1);
    tracks[0].parameters = copy(p.video_parameters);
    tracks[0].unit = p.shape.rate;
    EXPECT_THROW(ContainerWriter(folder / "a.ts", p.encode, std::move(tracks), ""), std::invalid_argument);
}

TEST(ContainerWriter, RefusesAFolderThatIsNot) {
    const Programme p = make_programme(Container::kMp4, VideoCodec::kH264, AudioCodec::kAac);
    EXPECT_THROW(write(p, "/no/such/folder/a.mp4"), Error);
}

TEST(DecodeCheck, FindsADamagedSegment) {
    const Programme p = make_programme(Container::kMp4, VideoCodec::kH264, AudioCodec::kAac);
    DecodeCheck whole(p.video_parameters);
    for (const Packet& packet : p.video) whole.take(packet);
    EXPECT_EQ(whole.finish(), kFrames);

    DecodeCheck broken(p.video_parameters);
    for (Packet packet : p.video) {
        if (packet.pts == 10)
            for (size_t i = packet.bytes.size() / 3; i < packet.bytes.size(); ++i) packet.bytes[i] ^= 0x55;
        broken.take(packet);
    }
    EXPECT_THROW((void)broken.finish(), Error);
}

TEST(CodecParameters, TravelAsText) {
    const Programme p = make_programme(Container::kMp4, VideoCodec::kH264, AudioCodec::kAac);
    for (const CodecParameters* parameters : {&p.video_parameters, &p.sound.parameters}) {
        const std::string text = to_json(*parameters);
        const CodecParameters back = parameters_from_json(text);
        EXPECT_EQ(to_json(back), text);
        EXPECT_EQ(back->extradata_size, (*parameters)->extradata_size);
    }
    EXPECT_THROW((void)parameters_from_json("{}"), Error);
    EXPECT_THROW((void)parameters_from_json("not json"), Error);
}

}  // namespace
}  // namespace gatecast::test
