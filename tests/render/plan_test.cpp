// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "pipeline/render/job.h"
#include "pipeline/render/naming.h"
#include "presets/message.h"
#include "tests/render/room.h"

namespace gatecast {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class Plan : public RenderRoom {};

std::vector<std::string> keys_of(const OutputPlan& output) {
    std::vector<std::string> keys;
    for (const SegmentPlan& segment : output.segments) keys.push_back(segment.key);
    return keys;
}

TEST_F(Plan, CutsIntoFourSecondsAndJoinsAShortRest) {
    const RenderPlan made = plan(request({"led-p4"}), film(milliseconds(12'520)));
    const auto& segments = made.outputs.at(0).segments;
    ASSERT_EQ(segments.size(), 3u);
    EXPECT_EQ(segments[0].count, 100);
    EXPECT_EQ(segments[2].first, 200);
    EXPECT_EQ(segments[2].count, 113);  // 13 frames are less than a second
    EXPECT_EQ(made.outputs[0].frames, 313);
}

TEST_F(Plan, XdcamSegmentsAreTenGroups) {
    RenderRequest asked = request({"tv-1080i50"});
    asked.encodes = {"tv-xdcam-hd422-50"};
    const RenderPlan made = plan(asked, film(seconds(20)));
    EXPECT_EQ(made.outputs.at(0).segments.at(0).count, 120);
    EXPECT_EQ(made.outputs.at(0).sounds.size(), 8u);
}

TEST_F(Plan, PaddingOfTheSoundMakesNoExtraFrame) {
    Clip clip = film(seconds(10));
    clip.duration += milliseconds(21);
    EXPECT_EQ(plan(request({"led-p4"}), clip).outputs.at(0).frames, 250);
    clip.duration = seconds(12);  // sound that really goes on keeps its time
    EXPECT_EQ(plan(request({"led-p4"}), clip).outputs.at(0).frames, 300);
}

TEST_F(Plan, TheSameRequestGivesTheSameKeys) {
    EXPECT_EQ(plan_key(plan(request({"led-p4", "kiosk-portrait"}), film(minutes(1)))),
              plan_key(plan(request({"led-p4", "kiosk-portrait"}), film(minutes(1)))));
}

TEST_F(Plan, ALogosWindowChangesExactlyTheSegmentsItTouches) {
    RenderRequest asked = request({"led-p4"});
    asked.logo = LogoRequest{"/logo.png", seconds(101), seconds(103)};
    const auto before = keys_of(plan(asked, film(minutes(10))).outputs.at(0));
    asked.logo = LogoRequest{"/logo.png", seconds(301), seconds(305)};
    const auto after = keys_of(plan(asked, film(minutes(10))).outputs.at(0));
    std::set<size_t> changed;
    for (size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i]) changed.insert(i);
    EXPECT_EQ(changed, (std::set<size_t>{25, 75, 76}));  // 100–104 s; 300–304 s and 304–308 s
}

TEST_F(Plan, WhatDoesNotReachTheBytesDoesNotReachTheKey) {
    RenderRequest asked = request({"led-p4"});
    const auto before = keys_of(plan(asked, film(minutes(1))).outputs.at(0));
    asked.directory = "/elsewhere";
    asked.verify = Verify::kFull;
    EXPECT_EQ(keys_of(plan(asked, film(minutes(1))).outputs.at(0)), before);
}

TEST_F(Plan, EverySettingOfTheEncodeReachesTheKey) {
    const auto before = keys_of(plan(request({"led-p4"}), film(minutes(1))).outputs.at(0));
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"video.crf", "22"}, {"video.preset", "fast"}, {"video.gop", "25"}, {"video.b_frames", "2"}}) {
        RenderRequest asked = request({"led-p4"});
        asked.encode_settings = {{key, value}};
        EXPECT_NE(keys_of(plan(asked, film(minutes(1))).outputs.at(0)), before) << key;
    }
}

TEST_F(Plan, AMutedWallHearsNothing) {
    const RenderPlan muted = plan(request({"led-p4"}), film(minutes(1)));
    EXPECT_FALSE(muted.outputs.at(0).sounds.empty());
    for (const SoundPlan& sound : muted.outputs.at(0).sounds) EXPECT_EQ(sound.track, -1);
}

TEST_F(Plan, ALanguageIsChosenByNameAndElseTheFirstIsHeard) {
    RenderRequest asked = request({"kiosk-portrait"});
    EXPECT_EQ(plan(asked, film(minutes(1), {"vi", "km"})).outputs.at(0).sounds.at(0).track, 0);
    asked.audio_language = "km";
    EXPECT_EQ(plan(asked, film(minutes(1), {"vi", "km"})).outputs.at(0).sounds.at(0).track, 1);
}

TEST_F(Plan, AVoiceStandsInPlaceOfTheTrackOrOverIt) {
    RenderRequest asked = request({"kiosk-portrait"});
    asked.voices = {{"km", "/voice.wav"}};
    SoundPlan sound = plan(asked, film(minutes(1))).outputs.at(0).sounds.at(0);
    EXPECT_EQ(sound.track, -1);
    EXPECT_EQ(sound.voice, "/voice.wav");
    EXPECT_EQ(sound.language, "km");
    const std::string replaced = sound.key;
    asked.duck = true;
    sound = plan(asked, film(minutes(1))).outputs.at(0).sounds.at(0);
    EXPECT_EQ(sound.track, 0);
    EXPECT_NE(sound.key, replaced);
}

TEST_F(Plan, SoundIsExactlyAsLongAsThePicture) {
    const OutputPlan output = plan(request({"kiosk-portrait"}), film(milliseconds(7'960))).outputs.at(0);
    EXPECT_EQ(output.frames, 199);
    EXPECT_EQ(output.sounds.at(0).samples, 199 * 1920);
}

TEST_F(Plan, RefusesWhatLeavesNothing) {
    RenderRequest asked = request({"led-p4"});
    asked.from = seconds(30);
    EXPECT_THROW(plan(asked, film(seconds(20))), Error);
    EXPECT_THROW(plan(request({"led-p4"}), film(milliseconds(900))), Error);
}

TEST_F(Plan, ReviewCopiesStayUnderTheirSize) {
    RenderRequest asked = request({"tv-1080p25"});
    asked.encodes = {"review"};
    const Encode encode = plan(asked, film(minutes(15))).outputs.at(0).encode;
    const double bytes = static_cast<double>(encode.video.bitrate + encode.audio.bitrate) * 15 * 60 / 8;
    EXPECT_GT(encode.video.bitrate, 0);
    EXPECT_LT(bytes, static_cast<double>(encode.max_file_bytes));
    EXPECT_THROW(plan(asked, film(std::chrono::hours(8))), Error);
}

TEST_F(Plan, TwoOutputsNeverShareAName) {
    RenderRequest asked = request({"led-p4"});
    asked.encodes = {"h264-mp4", "led-player"};
    const RenderPlan made = plan(asked, film(minutes(1)));
    EXPECT_NE(made.outputs.at(0).file, made.outputs.at(1).file);
    asked.displays = {"led-p4", "led-p4"};
    EXPECT_THROW(plan(asked, film(minutes(1))), Error);
}

TEST_F(Plan, JobsReadBackAsTheyWereWritten) {
    RenderRequest asked = request({"led-p4", "kiosk-portrait"});
    asked.logo = LogoRequest{"/logo.png", seconds(1), {}};
    asked.voices = {{"km", "/voice.wav"}};
    asked.until = seconds(30);
    const RenderPlan made = plan(asked, film(minutes(1)));
    Job job{asked, made.clip, {}, plan_key(made), {{{{0, 1}, {1, 2}}, {{0, 0}}, true}}};
    write_job(directory_ / "job.json", job);
    const Job read = read_job(directory_ / "job.json");
    EXPECT_EQ(plan_key(plan(read.request, read.clip)), read.plan_key);
    ASSERT_EQ(read.lanes.size(), 1u);
    EXPECT_TRUE(read.lanes[0].from_start);
    EXPECT_EQ(read.lanes[0].segments.at(1).segment, 2);
}

TEST_F(Plan, LanesAreContiguousAndAboutEqual) {
    const RenderPlan made = plan(request({"led-p4", "kiosk-portrait"}), film(minutes(2)));
    const Store store(directory_ / "store");
    const auto missing = missing_segments(made, {0, 1}, store);
    EXPECT_EQ(missing.size(), 60u);
    const auto lanes = share_out(made, missing, 4, false);
    ASSERT_EQ(lanes.size(), 4u);
    int64_t last = -1;
    for (const Lane& lane : lanes) {
        EXPECT_NEAR(static_cast<double>(lane.segments.size()), 15, 2);
        for (const SegmentTask& task : lane.segments) {
            const int64_t first =
                made.outputs[static_cast<size_t>(task.output)].segments[static_cast<size_t>(task.segment)].first;
            EXPECT_GE(first, last);
            last = first;
        }
    }
    EXPECT_EQ(share_out(made, missing, 4, true).size(), 1u);  // a clip that cannot be sought has one
}

TEST_F(Plan, DisplaysOfOneShapeShareTheirSegments) {
    std::filesystem::create_directories(directory_ / "mine/displays");
    write_whole(directory_ / "mine/displays/led-twin.toml", "extends = \"led-p4\"\ntitle_en = \"the second wall\"\n");
    const PresetLibrary library({directory_ / "mine", GATECAST_SHIPPED_PRESETS});
    const RenderPlan made = make_plan(request({"led-p4", "led-twin"}), film(minutes(1)), library,
                                      [](const std::filesystem::path&) { return std::string("h"); });
    EXPECT_EQ(keys_of(made.outputs.at(0)), keys_of(made.outputs.at(1)));
    EXPECT_EQ(missing_segments(made, {0, 1}, Store(directory_ / "store")).size(), 15u);
}

TEST(Naming, VietnameseAndKhmerBecomeAscii) {
    EXPECT_EQ(ascii_name("Đường biên giới Lộc Ninh"), "Duong_bien_gioi_Loc_Ninh");
    EXPECT_EQ(ascii_name("a b/c"), "a_b_c");
    for (const char letter : ascii_name("ព្រំដែន")) EXPECT_LT(static_cast<unsigned char>(letter), 128);
    EXPECT_FALSE(ascii_name("ព្រំដែន").empty());
}

}  // namespace
}  // namespace gatecast
