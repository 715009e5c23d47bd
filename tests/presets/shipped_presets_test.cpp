// SPDX-License-Identifier: GPL-3.0-or-later
// The presets as they are installed.
#include <gtest/gtest.h>

#include <algorithm>

#include "presets/encode_checks.h"
#include "presets/library.h"
#include "presets/loudness.h"

namespace gatecast {
namespace {

PresetLibrary shipped() {
    return PresetLibrary({GATECAST_SHIPPED_PRESETS});
}

struct Wall {
    const char* name;
    Size canvas;
    Size frame;
    double pitch_mm;
};

TEST(ShippedPresets, AllReadAndAreTitledInBothLanguages) {
    const auto entries = shipped().list();
    EXPECT_GE(entries.size(), 14u + 13u + 2u);
    for (const PresetLibrary::Entry& entry : entries) {
        EXPECT_TRUE(entry.problems.empty()) << in_english(entry.problems.front());
        EXPECT_FALSE(entry.title_vi.empty()) << entry.name;
        EXPECT_FALSE(entry.title_en.empty()) << entry.name;
        EXPECT_TRUE(shipped().check(entry.file).empty()) << entry.file;
    }
}

TEST(ShippedPresets, ScreensHaveTheirPixels) {
    const Wall walls[] = {
        {"led-p4", {1440, 720}, {1440, 720}, 4},
        {"led-p5", {1152, 576}, {1152, 576}, 5},
        {"led-p6", {960, 480}, {960, 480}, 6},
        {"led-p8", {720, 360}, {720, 360}, 8},
        {"led-p10", {576, 288}, {576, 288}, 10},
        {"led-p2.5", {1920, 1080}, {1920, 1080}, 2.5},
        {"led-ribbon", {3840, 240}, {1920, 1080}, 8},
        {"kiosk-portrait", {1080, 1920}, {1080, 1920}, 0.63},
        {"kiosk-landscape", {1920, 1080}, {1920, 1080}, 0.49},
        {"info-desk", {1920, 1080}, {1920, 1080}, 0.37},
        {"tv-1080p25", {1920, 1080}, {1920, 1080}, 0},
        {"tv-1080i50", {1920, 1080}, {1920, 1080}, 0},
        {"web-1080p", {1920, 1080}, {1920, 1080}, 0},
        {"web-vertical", {1080, 1920}, {1080, 1920}, 0},
    };
    for (const Wall& wall : walls) {
        const Display display = shipped().display(wall.name);
        EXPECT_EQ(display.canvas, wall.canvas) << wall.name;
        EXPECT_EQ(display.frame, wall.frame) << wall.name;
        EXPECT_DOUBLE_EQ(display.pitch_mm, wall.pitch_mm) << wall.name;
        EXPECT_EQ(display.rate, (Rational{25, 1})) << wall.name;
        EXPECT_EQ(display.pictures.size(), 1u) << wall.name;
        EXPECT_TRUE(contains(area_of(display.canvas), display.logo_area)) << wall.name;
    }
}

TEST(ShippedPresets, WallsOfCabinetsAreAsWideAsTheyMeasure) {
    for (const char* name : {"led-p4", "led-p5", "led-p6", "led-p8", "led-p10"}) {
        const Display display = shipped().display(name);
        EXPECT_DOUBLE_EQ(display.cabinets.pixels.width * display.pitch_mm, 960) << name;
        EXPECT_TRUE(display.muted) << name;
        EXPECT_EQ(display.pictures.front().fit, Fit::kFill) << name;
    }
}

TEST(ShippedPresets, EveryDisplayGoesWithItsOwnEncode) {
    for (const PresetLibrary::Entry& entry : shipped().list()) {
        if (entry.kind != PresetKind::kDisplay) continue;
        const Display display = shipped().display(entry.name);
        EXPECT_NO_THROW(check_pair(display, shipped().encode(display.default_encode))) << entry.name;
    }
}

TEST(ShippedPresets, RibbonIsFoldedAcross) {
    const Display ribbon = shipped().display("led-ribbon");
    EXPECT_EQ(finished_size(ribbon), (Size{1920, 480}));
    EXPECT_EQ(ribbon.placement, (Rect{0, 0, 1920, 480}));
}

TEST(ShippedPresets, TelevisionMasterIsWhatPlayoutTakes) {
    const Encode encode = shipped().encode("tv-xdcam-hd422-50");
    EXPECT_EQ(encode.container, Container::kMxf);
    EXPECT_EQ(encode.suffix, ".mxf");
    EXPECT_EQ(encode.start_timecode, "10:00:00:00");
    EXPECT_EQ(encode.video.codec, VideoCodec::kMpeg2);
    EXPECT_EQ(encode.video.chroma, Chroma::k422);
    EXPECT_EQ(encode.video.control, RateControl::kCbr);
    EXPECT_EQ(encode.video.bitrate, 50'000'000);
    EXPECT_EQ(encode.video.buffer_bits, 17'825'792);
    EXPECT_EQ(encode.video.gop, 12);
    EXPECT_EQ(encode.video.b_frames, 2);
    EXPECT_EQ(encode.video.segment, Time(4'800'000'000));
    EXPECT_EQ(encode.audio.codec, AudioCodec::kPcm24);
    EXPECT_EQ(encode.audio.mono_tracks, 8);
    const Delivery delivery = shipped().delivery("tv-master");
    ASSERT_EQ(delivery.tracks.size(), 8u);
    EXPECT_EQ(delivery.tracks[1].language, "programme");
    EXPECT_EQ(delivery.tracks[1].channel, 1);
    EXPECT_EQ(delivery.tracks[7].language, "silence");
    EXPECT_TRUE(delivery.done_file);
}

TEST(ShippedPresets, DefaultEncodeIsVeryfastCrf21) {
    const Encode encode = shipped().encode("h264-mp4");
    EXPECT_EQ(encode.video.preset, "veryfast");
    EXPECT_EQ(encode.video.control, RateControl::kCrf);
    EXPECT_DOUBLE_EQ(encode.video.crf, 21);
    EXPECT_EQ(encode.audio.codec, AudioCodec::kAac);
    EXPECT_EQ(encode.suffix, ".mp4");
}

TEST(ShippedPresets, ReviewCopiesAreMarkedAndSmall) {
    const Encode encode = shipped().encode("review");
    EXPECT_EQ(encode.burnt_label, "BẢN DUYỆT – KHÔNG PHÁT");
    EXPECT_TRUE(encode.burnt_timecode);
    EXPECT_LE(encode.max_file_bytes, 25'000'000);
    EXPECT_EQ(encode.video.height, 540);
}

TEST(CheckPair, RefusesWhatTheReceiverDoesNotTake) {
    const PresetLibrary library = shipped();
    const Encode xdcam = library.encode("tv-xdcam-hd422-50");
    EXPECT_THROW(check_pair(library.display("led-p4"), xdcam), Error);
    EXPECT_THROW(check_pair(library.display("tv-1080p25"), xdcam), Error);
    EXPECT_NO_THROW(check_pair(library.display("tv-1080i50"), xdcam));
    EXPECT_THROW(check_pair(library.display("tv-1080i50"), library.encode("h265-mp4")), Error);
    EXPECT_THROW(check_pair(library.display("tv-1080i50"), library.encode("review")), Error);
    EXPECT_THROW(check_pair(library.display("tv-1080i50"), library.encode("led-player")), Error);
    EXPECT_NO_THROW(check_pair(library.display("kiosk-portrait"), library.encode("led-player")));
    EXPECT_NO_THROW(check_pair(library.display("led-p4"), library.encode("radio-mp3")));
}

TEST(CheckPair, RefusesAGroupLongerThanASegment) {
    const PresetLibrary library = shipped();
    EXPECT_THROW(check_pair(library.display("led-p4"), library.encode("h264-mp4", {{"video.gop", "250"}})), Error);
    EXPECT_NO_THROW(check_pair(library.display("led-p4"), library.encode("h264-mp4", {{"video.gop", "100"}})));
}

TEST(Loudness, ProfilesAreThoseOfTheRules) {
    const auto television = loudness_profile("tv");
    ASSERT_TRUE(television);
    EXPECT_DOUBLE_EQ(television->integrated_lufs, -23);
    EXPECT_DOUBLE_EQ(television->max_true_peak_dbtp, -1);
    EXPECT_DOUBLE_EQ(television->max_short_term_lufs, -18);
    EXPECT_EQ(television->short_item, std::chrono::minutes(2));
    EXPECT_DOUBLE_EQ(loudness_profile("kiosk")->integrated_lufs, -16);
    EXPECT_FALSE(loudness_profile("none"));
    EXPECT_THROW(static_cast<void>(loudness_profile("loud")), Error);
}

TEST(Loudness, EveryProfileMayBeNamedByAPreset) {
    EXPECT_EQ(loudness_names().size(), loudness_profiles().size() + 1);
    for (const LoudnessProfile& profile : loudness_profiles()) EXPECT_TRUE(loudness_profile(profile.name));
}

}  // namespace
}  // namespace gatecast
