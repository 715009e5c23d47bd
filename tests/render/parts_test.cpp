// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts of a lane: judging frames, ducking, and what lanes say.
#include <gtest/gtest.h>

#include "pipeline/render/ducking.h"
#include "pipeline/render/judge.h"
#include "pipeline/render/lane_events.h"
#include "pipeline/scene/timecode.h"

namespace gatecast {
namespace {

Image grey(int luma, int dot = -1) {
    Image image({320, 180}, {Chroma::k420, 8});
    fill(image.view(), {luma, 128, 128});
    if (dot >= 0)
        for (int y = 0; y < 180; ++y)
            for (int x = 0; x < 320; ++x)
                image.view().planes[0].row(y)[x] = static_cast<uint8_t>((x + y + dot) % 200 + 20);
    return image;
}

TEST(Judge, CountsBlackAndFrozenRuns) {
    Judge judge;
    int64_t n = 100;
    for (int i = 0; i < 3; ++i) judge.see(grey(16).view(), n++);
    for (int i = 0; i < 4; ++i) judge.see(grey(0, i).view(), n++);
    for (int i = 0; i < 2; ++i) judge.see(grey(120).view(), n++);
    ASSERT_EQ(judge.black().size(), 1u);
    EXPECT_EQ(judge.black()[0].first, 100);
    EXPECT_EQ(judge.black()[0].count, 3);
    ASSERT_EQ(judge.frozen().size(), 2u);
    EXPECT_EQ(judge.frozen()[0].count, 2);
    EXPECT_EQ(judge.frozen()[1].first, 108);
}

TEST(Judge, NoiseOnBlackIsBlackAndNightIsNot) {
    Judge judge;
    judge.see(grey(24).view(), 0);
    judge.see(grey(40).view(), 1);
    ASSERT_EQ(judge.black().size(), 1u);
    EXPECT_EQ(judge.black()[0].count, 1);
}

TEST(FrameRuns, ThatMeetBecomeOne) {
    std::vector<FrameRun> runs;
    add_run(runs, {0, 10});
    add_run(runs, {10, 5});
    add_run(runs, {20, 1});
    EXPECT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs.front().count, 15);
}

TEST(Ducking, LowersTheSoundUnderAVoiceAndBringsItBack) {
    Ducking ducking(1);
    std::vector<float> sound(48000 * 4, 0.5F), voice(48000 * 4, 0.0F);
    for (size_t i = 48000; i < 96000; ++i) voice[i] = 0.25F;
    ducking.lay_over(sound, voice);
    EXPECT_FLOAT_EQ(sound[100], 0.5F);
    EXPECT_NEAR(sound[90000], 0.5F * 0.2F + 0.25F, 1e-3);
    EXPECT_NEAR(sound[48000 * 4 - 1], 0.5F, 1e-3);
    for (size_t i = 1; i < sound.size(); ++i) {
        const bool voice_begins_or_ends = i == 48000 || i == 96000;
        const float step = std::abs(sound[i] - sound[i - 1]);
        ASSERT_LT(step, voice_begins_or_ends ? 0.26F : 0.001F) << i;  // no clicks of our own
    }
}

TEST(LaneEvent, ReadsBackAsItWasSaid) {
    const LaneEvent said{LaneEvent::Kind::kProblem, 7, "key", message("{}: \"quoted\"", "tên")};
    const auto heard = event_from_line(to_line(said));
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->kind, said.kind);
    EXPECT_EQ(heard->frames, 7);
    EXPECT_EQ(heard->message.values.at(0), "tên");
    EXPECT_FALSE(event_from_line("x265 [info]: something"));
}

TEST(Timecode, CountsWholeFrames) {
    const auto text = [](int64_t n, Rational rate) {
        const auto signs = TimecodeLabel::signs(n, rate);
        return std::string(signs.begin(), signs.end());
    };
    EXPECT_EQ(text(0, {25, 1}), "00:00:00:00");
    EXPECT_EQ(text(25 * 3661 + 24, {25, 1}), "01:01:01:24");
    EXPECT_EQ(text(59, {60000, 1001}), "00:00:00:59");
}

}  // namespace
}  // namespace gatecast
