// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstring>

#include "pipeline/graph/reader.h"
#include "tests/graph/media.h"

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

constexpr int kFrames = 60;

struct Kind {
    const char* name;
    const char* arguments;
    PixelFormat format;
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << kind.name;
}

const Kind kKinds[] = {
    {"b_frames.mp4", "-c:v libx264 -g 12 -bf 3 -crf 16", {}},
    {"b_frames.mkv", "-c:v libx264 -g 12 -bf 3 -crf 16", {}},
    {"b_frames.ts", "-c:v libx264 -g 12 -bf 3 -crf 16", {}},
    {"hevc.mp4", "-c:v libx265 -crf 16 -x265-params log-level=0:pools=1:keyint=12", {}},
    {"mpeg2.ts", "-c:v mpeg2video -b:v 6M -g 12 -bf 2", {}},
    {"mpeg2.mxf", "-c:v mpeg2video -b:v 6M -g 12 -bf 2", {}},
    {"ten_bits.mov", "-c:v prores_ks -pix_fmt yuv422p10le", {Chroma::k422, 10}},
    {"lossless.mkv", "-c:v ffv1 -g 1", {}},
    {"vp9.webm", "-c:v libvpx-vp9 -b:v 2M -cpu-used 8 -g 12", {}},
    {"mjpeg.avi", "-c:v mjpeg -pix_fmt yuvj420p -q:v 2", {}},
    {"full_chroma.mkv", "-c:v libx264 -pix_fmt yuv444p -crf 16", {Chroma::k444, 8}},
    {"packed.mov", "-c:v rawvideo -pix_fmt uyvy422", {Chroma::k422, 8}},
    {"grey.mkv", "-c:v ffv1 -pix_fmt gray", {Chroma::kGrey, 8}},
};

class EveryKind : public testing::TestWithParam<Kind> {};

TEST_P(EveryKind, GivesEachFrameOnceInOrderAtItsTime) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, GetParam().name, kFrames, "25", GetParam().arguments));
    VideoReader reader(clip, Time(0));
    const std::vector<DecodedPicture> pictures = all_of(reader);
    ASSERT_EQ(pictures.size(), static_cast<size_t>(kFrames));
    for (int n = 0; n < kFrames; ++n) {
        const DecodedPicture& picture = pictures[static_cast<size_t>(n)];
        EXPECT_EQ(number_in(picture.picture), n);
        EXPECT_EQ(picture.start, frame_time(n, {25, 1}));
        EXPECT_EQ(picture.end, frame_time(n + 1, {25, 1}));
        EXPECT_EQ(picture.picture.view.format, GetParam().format);
        EXPECT_EQ(picture.picture.view.size, kTestSize);
    }
    EXPECT_TRUE(reader.problems().empty());
}

bool same_pixels(const Picture& a, const Picture& b) {
    if (a.view.format != b.view.format || a.view.size != b.view.size) return false;
    for (int plane = 0; plane < a.view.format.planes(); ++plane) {
        const Size size = plane_size(a.view.size, a.view.format, plane);
        const auto bytes = static_cast<size_t>(size.width * a.view.format.bytes_per_sample());
        const auto i = static_cast<size_t>(plane);
        for (int y = 0; y < size.height; ++y) {
            if (std::memcmp(a.view.planes[i].row(y), b.view.planes[i].row(y), bytes) != 0) return false;
        }
    }
    return true;
}

TEST_P(EveryKind, GivesTheSamePicturesWhenEnteredInTheMiddle) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, GetParam().name, kFrames, "25", GetParam().arguments));
    VideoReader whole(clip, Time(0));
    const std::vector<DecodedPicture> pictures = all_of(whole);
    for (const Time from : {Time(1ms), Time(300ms), Time(480ms), Time(1'230ms), Time(2'360ms), Time(9s)}) {
        VideoReader part(clip, from);
        const std::vector<DecodedPicture> rest = all_of(part);
        ASSERT_FALSE(rest.empty());
        EXPECT_LE(rest.front().start, from);
        const size_t skipped = pictures.size() - rest.size();
        for (size_t i = 0; i < rest.size(); ++i) {
            EXPECT_EQ(rest[i].start, pictures[skipped + i].start);
            EXPECT_TRUE(same_pixels(rest[i].picture, pictures[skipped + i].picture)) << from.count() << " " << i;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Film, EveryKind, testing::ValuesIn(kKinds), [](const auto& info) {
    std::string name = info.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(VideoReader, GivesEveryPictureAnIdOfItsOwn) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mkv", 10, "25", "-c:v ffv1"));
    VideoReader one(clip, Time(0));
    VideoReader other(clip, Time(0));
    std::vector<uint64_t> ids{0};
    for (const DecodedPicture& picture : all_of(one)) ids.push_back(picture.picture.id);
    for (const DecodedPicture& picture : all_of(other)) ids.push_back(picture.picture.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
}

TEST(VideoReader, KeepsPicturesAfterItIsGone) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mp4", 40, "25", "-c:v libx264 -crf 16"));
    std::vector<DecodedPicture> pictures;
    {
        VideoReader reader(clip, Time(0));
        pictures = all_of(reader);  // far more than the pipeline holds by itself
    }
    for (int n = 0; n < 40; ++n) EXPECT_EQ(number_in(pictures[static_cast<size_t>(n)].picture), n);
}

TEST(VideoReader, TakesVariableTimesAsTheyAre) {
    const TempFolder dir;
    const std::string uneven = "-vf settb=1/1000,setpts='N*40+25*mod(N\\,2)' -fps_mode vfr -enc_time_base 1/1000 ";
    const Clip clip = probe_clip(film(dir, "vfr.mkv", 30, "25", uneven + "-c:v ffv1"));
    ASSERT_TRUE(clip.video->variable_rate);
    VideoReader reader(clip, Time(0));
    const std::vector<DecodedPicture> pictures = all_of(reader);
    ASSERT_EQ(pictures.size(), 30U);
    for (int n = 0; n < 30; ++n) {
        EXPECT_EQ(pictures[static_cast<size_t>(n)].start, std::chrono::milliseconds(n * 40 + 25 * (n % 2)));
    }
}

TEST(VideoReader, TellsTheFieldsOfInterlacedFilms) {
    const TempFolder dir;
    const Clip top =
        probe_clip(film(dir, "top.mp4", 10, "25", "-vf setfield=tff -c:v libx264 -flags +ildct+ilme -x264opts tff=1"));
    const Clip bottom =
        probe_clip(film(dir, "dv.avi", 10, "25", "-vf scale=720:576,setfield=bff -c:v dvvideo -pix_fmt yuv420p"));
    VideoReader first(top, Time(0));
    VideoReader second(bottom, Time(0));
    for (const DecodedPicture& picture : all_of(first)) EXPECT_EQ(picture.picture.fields, FieldOrder::kTopFirst);
    for (const DecodedPicture& picture : all_of(second)) EXPECT_EQ(picture.picture.fields, FieldOrder::kBottomFirst);
}

TEST(VideoReader, GivesPicturesAsCodedWhateverTheirRotation) {
    const TempFolder dir;
    const auto upright = film(dir, "upright.mp4", 10, "25", "-c:v libx264 -crf 16");
    const auto turned = dir / "turned.mp4";
    ffmpeg("-i " + upright.string() + " -c copy -metadata:s:v:0 rotate=90 " + turned.string());
    const Clip clip = probe_clip(turned);
    EXPECT_NE(clip.video->rotation_degrees, 0);
    VideoReader reader(clip, Time(0));
    const std::vector<DecodedPicture> pictures = all_of(reader);
    ASSERT_EQ(pictures.size(), 10U);
    EXPECT_EQ(pictures.front().picture.view.size, kTestSize);
    EXPECT_EQ(number_in(pictures.back().picture), 9);
}

TEST(VideoReader, RefusesPicturesBeyondTheLimit) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mp4", 10, "25", "-c:v libx264"));
    ClipLimits small;
    small.pixels = 320 * 176 - 1;
    VideoReader reader(clip, Time(0), small);
    EXPECT_FALSE(reader.next());
    ASSERT_FALSE(reader.problems().empty());
    EXPECT_NE(in_english(reader.problems().front()).find("320x176"), std::string::npos);
}

TEST(VideoReader, HoldsNoMoreMemoryAfterManyOpens) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "a.mp4", 12, "25", "-c:v libx264"));
    const auto resident_pages = [] {
        std::ifstream statm("/proc/self/statm");
        int64_t size = 0;
        int64_t resident = 0;
        statm >> size >> resident;
        return resident;
    };
    const auto open_often = [&](int times) {
        for (int i = 0; i < times; ++i) {
            VideoReader reader(clip, 300ms);
            (void)reader.next();
        }
    };
    open_often(100);  // until malloc has as many arenas as there are threads at a time
    const int64_t before = resident_pages();
    open_often(100);
    EXPECT_LT(resident_pages() - before, 6 * 1024 * 1024 / 4096) << "pages";  // a leaked frame each would be 8 MiB
}

}  // namespace
}  // namespace gatecast::test
