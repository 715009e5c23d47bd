// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/live_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

extern "C" {
#include <libavcodec/codec_par.h>
}

#include <numeric>
#include <vector>

namespace gatecast {
namespace {

constexpr Size kSize{160, 96};
constexpr Rational kRate{25, 1};
constexpr int kGop = 10, kFailsAt = 23, kHeldBack = 2;

VideoEncode settings() {
    VideoEncode encode;
    encode.preset = "superfast";
    encode.gop = kGop;
    encode.bitrate = 500'000;
    return encode;
}

Picture grey(int level) {
    auto image = std::make_shared<Image>(kSize, PixelFormat{Chroma::k420, 8});
    fill(image->view(), {level, 128, 128});
    return {std::as_const(*image).view(), {}, FieldOrder::kProgressive, new_picture_id(), image};
}

/// As a device does that goes away in the middle: it holds pictures back, and then it is gone with them.
class LeavingCoder : public PictureCoder {
public:
    LeavingCoder(const VideoEncode& encode, Size size, Rational rate) : inner_(open_x264(encode, size, rate)) {}

    void encode(const ConstImageView& picture, int64_t number, bool whole, const PacketSink& sink) override {
        if (++count_ > kFailsAt) throw Error(message("The device is gone."));
        inner_->encode(picture, number, whole, [this](Packet&& packet) { held_.push_back(std::move(packet)); });
        if (held_.size() <= kHeldBack) return;
        sink(std::move(held_.front()));
        held_.erase(held_.begin());
    }
    [[nodiscard]] CodecParameters parameters() const override { return inner_->parameters(); }

private:
    std::unique_ptr<PictureCoder> inner_;
    std::vector<Packet> held_;
    int count_ = 0;
};

std::unique_ptr<PictureCoder> open_leaving(const VideoEncode& encode, Size size, Rational rate) {
    return std::make_unique<LeavingCoder>(encode, size, rate);
}

std::unique_ptr<PictureCoder> open_none(const VideoEncode&, Size, Rational) {
    throw Error(message("There is no such device."));
}

std::vector<int64_t> encode_numbers(LiveEncoder& encoder, int count, std::vector<int64_t>& keys) {
    std::vector<int64_t> numbers;
    for (int n = 0; n < count; ++n)
        encoder.encode(grey(16 + n), [&](Packet&& packet) {
            numbers.push_back(packet.pts);
            if (packet.key) keys.push_back(packet.pts);
        });
    return numbers;
}

TEST(LiveEncoder, makes_whole_pictures_every_gop_and_counts_from_the_first_frame) {
    LiveEncoder encoder(settings(), kSize, kRate, 1000, "x264");
    std::vector<int64_t> keys;
    const std::vector<int64_t> numbers = encode_numbers(encoder, 25, keys);
    ASSERT_EQ(numbers.size(), 25U);
    EXPECT_EQ(numbers.front(), 1000);
    EXPECT_EQ(numbers.back(), 1024);
    EXPECT_THAT(keys, testing::ElementsAre(1000, 1010, 1020));
    EXPECT_STREQ(encoder.coder(), "x264");
}

TEST(LiveEncoder, goes_on_by_x264_without_a_picture_lost_when_its_device_leaves) {
    const CoderKind kinds[] = {{"leaving", "", open_leaving}, *coder_kind_named("x264")};
    LiveEncoder encoder(settings(), kSize, kRate, 0, kAnyCoder, kinds);
    EXPECT_STREQ(encoder.coder(), "leaving");
    std::vector<int64_t> keys;
    const std::vector<int64_t> numbers = encode_numbers(encoder, 60, keys);
    std::vector<int64_t> all(60);
    std::iota(all.begin(), all.end(), 0);
    EXPECT_EQ(numbers, all);
    EXPECT_STREQ(encoder.coder(), "x264");
    EXPECT_EQ(encoder.changes(), 1);
    EXPECT_EQ(encoder.problem(), "The device is gone.");
    EXPECT_THAT(keys, testing::Contains(kFailsAt - kHeldBack)) << "it begins with what the device kept";
    EXPECT_GT(encoder.parameters()->extradata_size, 0);
}

TEST(LiveEncoder, says_why_a_device_that_was_wished_for_is_not_used) {
    const CoderKind kinds[] = {{"none", "", open_none}, *coder_kind_named("x264")};
    LiveEncoder encoder(settings(), kSize, kRate, 0, "none", kinds);
    EXPECT_STREQ(encoder.coder(), "x264");
    EXPECT_EQ(encoder.problem(), "There is no such device.");
    std::vector<int64_t> keys;
    EXPECT_EQ(encode_numbers(encoder, 3, keys).size(), 3U);
}

/// Whatever this machine has: each kind works or says why not, and asking leaves x264 as good as before.
TEST(LiveEncoder, asks_each_of_this_machines_devices) {
    for (const CoderKind& each : coder_kinds()) {
        const std::optional<Message> why = why_no_coder(each, settings(), {640, 360}, kRate);
        EXPECT_TRUE(!why || !why->sentence.empty());
        EXPECT_TRUE(!why || std::string_view(each.name) != "x264");
        LiveEncoder encoder(settings(), {640, 360}, kRate, 0, each.name);
        EXPECT_STREQ(encoder.coder(), why ? "x264" : each.name);
    }
}

}  // namespace
}  // namespace gatecast
