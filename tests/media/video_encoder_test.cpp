// SPDX-License-Identifier: GPL-3.0-or-later
extern "C" {
#include <libavcodec/codec_par.h>
}

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/media/buffer_model.h"
#include "presets/message.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

struct Case {
    const char* name;
    VideoEncode settings;
    VideoShape shape;
};

VideoEncode h264() {
    VideoEncode settings;
    settings.gop = 25;
    settings.segment = std::chrono::seconds(1);
    return settings;
}

VideoEncode tv_h264() {
    VideoEncode settings = h264();
    settings.profile = "main";
    settings.level = "4.1";
    settings.control = RateControl::kCbr;
    settings.bitrate = 2'000'000;
    settings.buffer_bits = 1'000'000;
    return settings;
}

VideoEncode h265() {
    VideoEncode settings = h264();
    settings.codec = VideoCodec::kH265;
    settings.preset = "ultrafast";
    settings.crf = 28;
    return settings;
}

VideoEncode xdcam() {
    VideoEncode settings;
    settings.codec = VideoCodec::kMpeg2;
    settings.control = RateControl::kCbr;
    settings.bitrate = 50'000'000;
    settings.buffer_bits = 36'408'333;
    settings.gop = 12;
    settings.b_frames = 2;
    settings.chroma = Chroma::k422;
    settings.segment = std::chrono::milliseconds(1920);
    return settings;
}

VideoEncode ffv1() {
    VideoEncode settings;
    settings.codec = VideoCodec::kFfv1;
    settings.control = RateControl::kLossless;
    settings.chroma = Chroma::k422;
    return settings;
}

std::vector<Case> cases() {
    const VideoShape plain{{320, 180}, {25, 1}};
    const VideoShape fields{{320, 192}, {25, 1}, FieldOrder::kTopFirst};
    return {{"h264", h264(), plain},
            {"tv_h264", tv_h264(), fields},
            {"h265", h265(), plain},
            {"xdcam", xdcam(), fields},
            {"ffv1", ffv1(), plain}};
}

class EveryCodec : public ::testing::TestWithParam<Case> {};

TEST_P(EveryCodec, GivesTheSameBytesTwice) {
    const Segment a = encode_segment(GetParam().settings, GetParam().shape, 48, 30);
    const Segment b = encode_segment(GetParam().settings, GetParam().shape, 48, 30);
    ASSERT_EQ(a.packets.size(), 30U);
    ASSERT_EQ(b.packets.size(), 30U);
    for (size_t i = 0; i < a.packets.size(); ++i) EXPECT_EQ(a.packets[i].bytes, b.packets[i].bytes) << i;
}

TEST_P(EveryCodec, NumbersEveryFrameOnceAndDtsInOrder) {
    const int64_t first = 96;
    const Segment segment = encode_segment(GetParam().settings, GetParam().shape, first, 24);
    std::set<int64_t> numbers;
    for (size_t i = 0; i < segment.packets.size(); ++i) {
        const Packet& packet = segment.packets[i];
        numbers.insert(packet.pts);
        EXPECT_EQ(packet.dts, first + static_cast<int64_t>(i) - segment.delay);
        EXPECT_LE(packet.dts, packet.pts);
        EXPECT_EQ(packet.duration, 1);
    }
    EXPECT_TRUE(segment.packets.front().key);
    EXPECT_EQ(segment.packets.front().pts, first);
    EXPECT_EQ(numbers.size(), 24U);
    EXPECT_EQ(*numbers.begin(), first);
    EXPECT_EQ(*numbers.rbegin(), first + 23);
}

TEST_P(EveryCodec, ParametersAreEqualInEverySegment) {
    const VideoEncoder a(GetParam().settings, GetParam().shape, 0);
    const VideoEncoder b(GetParam().settings, GetParam().shape, 480, 0.98);
    const CodecParameters first = a.parameters();
    const CodecParameters second = b.parameters();
    EXPECT_EQ(first->extradata_size > 0, GetParam().settings.codec != VideoCodec::kMpeg2);
    const std::vector<uint8_t> one(first->extradata, first->extradata + first->extradata_size);
    const std::vector<uint8_t> other(second->extradata, second->extradata + second->extradata_size);
    EXPECT_EQ(one, other);
    EXPECT_EQ(first->color_space, AVCOL_SPC_BT709);
    EXPECT_EQ(first->color_range, AVCOL_RANGE_MPEG);
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryCodec, ::testing::ValuesIn(cases()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(VideoEncoder, BytesDoNotDependOnWhereTheSegmentStands) {
    const VideoShape shape{{320, 180}, {25, 1}};
    std::vector<std::vector<Packet>> runs;
    for (const int64_t first : {int64_t{0}, int64_t{100'000}}) {
        std::vector<Packet> packets;
        const PacketSink keep = [&](Packet&& packet) { packets.push_back(std::move(packet)); };
        VideoEncoder encoder(h264(), shape, first);
        for (int64_t n = 0; n < 20; ++n) encoder.encode(scene(shape.size, Chroma::k420, n).view(), keep);
        encoder.finish(keep);
        runs.push_back(std::move(packets));
    }
    ASSERT_EQ(runs[0].size(), runs[1].size());
    for (size_t i = 0; i < runs[0].size(); ++i) EXPECT_EQ(runs[0][i].bytes, runs[1][i].bytes);
}

TEST(VideoEncoder, JoinedH264SegmentsNeverEmptyTheDeclaredBuffer) {
    const VideoEncode settings = tv_h264();
    const VideoShape shape{{640, 352}, {25, 1}, FieldOrder::kTopFirst};
    BufferModel model(settings.bitrate, settings.buffer_bits, shape.rate, 0.9, false);
    int64_t bits = 0;
    for (int segment = 0; segment < 8; ++segment) {
        // Hard and easy pieces in turn: a calm one must not let the next one draw too much.
        const Segment part = encode_segment(settings, shape, segment * 25, 25, segment % 3 == 2 ? 0.02 : 0.6);
        for (const Packet& packet : part.packets) {
            model.take(static_cast<int64_t>(packet.bytes.size()) * 8);
            bits += static_cast<int64_t>(packet.bytes.size()) * 8;
        }
    }
    EXPECT_EQ(model.pictures(), 200);
    EXPECT_EQ(model.underflows(), 0) << "lowest " << model.lowest_bits();
    EXPECT_GT(bits, settings.bitrate * 8 / 3) << "the material is too easy to prove anything";
}

TEST(VideoEncoder, JoinedMpeg2SegmentsAreConstantAndReturnToTheirBuffer) {
    const VideoEncode settings = xdcam();
    const VideoShape shape{{1280, 544}, {25, 1}, FieldOrder::kTopFirst};
    BufferModel model(settings.bitrate, settings.buffer_bits, shape.rate, 0.75, true);
    for (int segment = 0; segment < 3; ++segment) {
        const double grain = segment == 1 ? 0.0 : 0.5;
        // As a lane does: what ends low is encoded again, a percent lower.
        Segment part;
        int tries = 0;
        do {
            part = encode_segment(settings, shape, segment * 48, 48, grain, 1.0 - 0.01 * tries);
        } while (part.missing_bits > 0 && ++tries < 4);
        EXPECT_EQ(part.missing_bits, 0) << segment;
        int64_t bits = 0;
        for (const Packet& packet : part.packets) {
            model.take(static_cast<int64_t>(packet.bytes.size()) * 8);
            bits += static_cast<int64_t>(packet.bytes.size()) * 8;
        }
        EXPECT_EQ(bits, 48 * 2'000'000) << segment;
    }
    EXPECT_EQ(model.underflows(), 0);
    EXPECT_EQ(model.overflows(), 0);
}

TEST(VideoEncoder, Mpeg2HeadersTellRateAndTimecode) {
    const TempFolder folder;
    VideoShape shape{{320, 192}, {25, 1}, FieldOrder::kTopFirst};
    shape.start_timecode = "10:00:00:00";
    const Segment part = encode_segment(xdcam(), shape, 120, 12);
    std::vector<uint8_t> stream;
    for (const Packet& packet : part.packets) stream.insert(stream.end(), packet.bytes.begin(), packet.bytes.end());
    write_bytes(folder / "a.m2v", stream);
    EXPECT_EQ(ffprobe(folder / "a.m2v", "frame=interlaced_frame,top_field_first", "-read_intervals %+#1"), "1,1");
    EXPECT_EQ(ffprobe(folder / "a.m2v", "stream=profile,pix_fmt,color_space,field_order"), "4:2:2,yuv422p,bt709,tt");
    // 50,000,000 / 400 in the 18 bits after size, aspect and rate.
    const uint8_t* head = stream.data();
    ASSERT_EQ(head[3], 0xB3);
    EXPECT_EQ((head[8] << 10) | (head[9] << 2) | (head[10] >> 6), 125'000);
    // Drop flag, hours, minutes, marker, seconds, frames, closed.
    const std::array<uint8_t, 4> gop_start{0, 0, 1, 0xB8};
    const auto gop = std::search(stream.begin(), stream.end(), gop_start.begin(), gop_start.end());
    ASSERT_NE(gop, stream.end());
    const uint32_t code = static_cast<uint32_t>(gop[4] << 24 | gop[5] << 16 | gop[6] << 8 | gop[7]);
    EXPECT_EQ(code >> 26 & 31, 10U);
    EXPECT_EQ(code >> 20 & 63, 0U);
    EXPECT_EQ(code >> 13 & 63, 4U);
    EXPECT_EQ(code >> 7 & 63, 20U);
    EXPECT_EQ(code >> 6 & 1, 1U) << "the first GOP is closed";
}

TEST(VideoEncoder, RefusesWhatCannotBe) {
    VideoEncode settings = xdcam();
    settings.control = RateControl::kCrf;
    const VideoShape shape{{320, 192}, {25, 1}};
    EXPECT_THROW(VideoEncoder(settings, shape, 0), Error);
    EXPECT_THROW(VideoEncoder(h265(), VideoShape{{320, 192}, {25, 1}, FieldOrder::kTopFirst}, 0), Error);
    settings = h264();
    settings.preset = "as fast as it goes";
    EXPECT_THROW(VideoEncoder(settings, shape, 0), Error);
    settings = tv_h264();
    settings.buffer_bits = settings.bitrate * 10;
    EXPECT_THROW(VideoEncoder(settings, shape, 0), Error);
}

}  // namespace
}  // namespace gatecast::test
