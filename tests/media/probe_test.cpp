// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/media/clip.h"
#include "pipeline/media/language.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

using ::testing::HasSubstr;

class Probe : public ::testing::Test {
protected:
    /// Makes `name` with ffmpeg and probes it.
    Clip made(const std::string& arguments, const std::string& name) {
        ffmpeg(arguments + " '" + (folder_ / name).string() + "'");
        return probe_clip(folder_ / name);
    }
    [[nodiscard]] std::string refusal(const std::string& name, const ClipLimits& limits = {}) const {
        try {
            (void)probe_clip(folder_ / name, limits);
        } catch (const Error& error) {
            return error.what();
        }
        return "taken";
    }

    TempFolder folder_;
};

const std::string kBars = "-f lavfi -i testsrc2=s=320x180:r=25:d=2 ";
const std::string kTone = "-f lavfi -i sine=440:r=48000:d=2 ";

TEST_F(Probe, TellsTracksTimesAndTags) {
    const Clip clip = made(kBars + kTone + kTone +
                               "-map 0 -map 1 -map 2 -c:v libx264 -g 10 -bf 2 -c:a aac -metadata:s:a:0 language=vie "
                               "-metadata:s:a:1 language=khm -metadata title='Phim tài liệu'",
                           "a.mp4");
    EXPECT_EQ(clip.kind, ClipKind::kFilm);
    EXPECT_EQ(clip.title, "Phim tài liệu");
    ASSERT_TRUE(clip.video);
    EXPECT_EQ(clip.video->codec, "h264");
    EXPECT_EQ(clip.video->size, (Size{320, 180}));
    EXPECT_EQ(clip.video->rate, (Rational{25, 1}));
    EXPECT_FALSE(clip.video->variable_rate);
    EXPECT_TRUE(clip.video->timestamps_usable);
    EXPECT_EQ(clip.video->frames, 50);
    EXPECT_EQ(clip.video->duration, std::chrono::seconds(2));
    ASSERT_GE(clip.video->keyframes.size(), 5U);
    EXPECT_EQ(clip.video->keyframes[0], Time(0));
    EXPECT_EQ(clip.video->keyframes[1], std::chrono::milliseconds(400));
    ASSERT_EQ(clip.sounds.size(), 2U);
    EXPECT_EQ(clip.sounds[0].language, "vi");
    EXPECT_EQ(clip.sounds[1].language, "km");
    EXPECT_EQ(clip.sounds[1].index, 1);
    EXPECT_EQ(clip.sounds[0].sample_rate, 48'000);
    EXPECT_NEAR(std::chrono::duration<double>(clip.sounds[0].duration).count(), 2.0, 0.001);
    EXPECT_FALSE(clip.damaged());
    const Ran sum = run("sha256sum '" + (folder_ / "a.mp4").string() + "'");
    EXPECT_EQ(clip.hash, sum.output.substr(0, 64));
}

TEST_F(Probe, CountsTimesFromTheFirstPictureOfAStream) {
    const Clip clip = made(kBars + kTone + "-c:v libx264 -g 25 -c:a mp2 -output_ts_offset 5000", "a.ts");
    ASSERT_TRUE(clip.video);
    EXPECT_LT(clip.video->keyframes.at(0), std::chrono::milliseconds(100));
    EXPECT_NEAR(std::chrono::duration<double>(clip.duration).count(), 2.0, 0.1);
    EXPECT_EQ(clip.video->frames, 50);
}

TEST_F(Probe, TellsWhetherEveryKeyframeBeginsAnew) {
    const auto anew = [this](const std::string& codec, const std::string& name) {
        return made(kBars + codec, name).video->begins_anew;
    };
    const std::string closed = "-c:v libx264 -g 10 -bf 2 ";
    const std::string open = closed + "-x264-params open-gop=1 ";
    for (const std::string name : {"closed.mp4", "closed.mkv", "closed.ts"}) EXPECT_TRUE(anew(closed, name)) << name;
    for (const std::string name : {"open.mkv", "open.ts"}) EXPECT_FALSE(anew(open, name)) << name;
    EXPECT_TRUE(anew("-c:v libx265 -x265-params log-level=none:keyint=10:open-gop=0", "closed265.mp4"));
    EXPECT_FALSE(anew("-c:v libx265 -x265-params log-level=none:keyint=10:open-gop=1:bframes=3", "open265.mkv"));
    EXPECT_FALSE(anew("-c:v mpeg2video -g 10 -bf 2", "a.mpg"));
    EXPECT_TRUE(anew("-c:v mjpeg", "a.avi"));
}

TEST_F(Probe, GuessesColourBySizeAndReadsItWhereSaid) {
    const Clip sd = made("-f lavfi -i testsrc2=s=720x576:r=25:d=0.2 -c:v mpeg2video -pix_fmt yuv420p", "sd.mpg");
    EXPECT_EQ(sd.video->colour.matrix, Matrix::kBt601);
    EXPECT_EQ(sd.video->colour.primaries, Primaries::kBt601_625);
    const Clip ntsc =
        made("-f lavfi -i testsrc2=s=720x480:r=30000/1001:d=0.2 -c:v mpeg2video -pix_fmt yuv420p", "ntsc.mpg");
    EXPECT_EQ(ntsc.video->colour.primaries, Primaries::kBt601_525);
    const Clip hd = made("-f lavfi -i testsrc2=s=1280x720:r=25:d=0.2 -c:v libx264 -pix_fmt yuv420p", "hd.mp4");
    EXPECT_EQ(hd.video->colour.matrix, Matrix::kBt709);
    EXPECT_EQ(hd.video->colour.range, Range::kLimited);
    const Clip said = made(
        kBars +
            "-c:v libx264 -pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range pc",
        "said.mp4");
    EXPECT_EQ(said.video->colour.matrix, Matrix::kBt709);
    EXPECT_EQ(said.video->colour.range, Range::kFull);
    const Clip rgb = made(kBars + "-c:v ffv1 -pix_fmt bgr0", "rgb.mkv");
    EXPECT_EQ(rgb.video->colour.matrix, Matrix::kRgb);
    EXPECT_EQ(rgb.video->format.chroma, Chroma::kRgb);
}

TEST_F(Probe, KnowsHdrAndItsPeak) {
    const Clip pq = made(kBars +
                             "-c:v libx265 -pix_fmt yuv420p10le -x265-params "
                             "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:max-cll=650,200:"
                             "master-display='G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(40000000,50)'",
                         "pq.mp4");
    EXPECT_EQ(pq.video->colour.transfer, Transfer::kPq);
    EXPECT_EQ(pq.video->colour.matrix, Matrix::kBt2020);
    EXPECT_EQ(pq.video->colour.primaries, Primaries::kBt2020);
    EXPECT_DOUBLE_EQ(pq.video->colour.peak_nits, 650);
    EXPECT_EQ(pq.video->format, (PixelFormat{Chroma::k420, 10}));
    const Clip hlg = made(kBars +
                              "-c:v libx265 -pix_fmt yuv420p10le -x265-params "
                              "log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc",
                          "hlg.mp4");
    EXPECT_EQ(hlg.video->colour.transfer, Transfer::kHlg);
}

TEST_F(Probe, FindsFieldsInEveryArchiveFormat) {
    const std::string fields =
        "-f lavfi -i testsrc2=s=720x576:r=50:d=0.6 -vf tinterlace=interleave_top,fieldorder=tff ";
    EXPECT_EQ(made(fields + "-c:v mpeg2video -flags +ildct+ilme -top 1 -pix_fmt yuv420p", "a.mpg").video->fields,
              FieldOrder::kTopFirst);
    EXPECT_EQ(
        made(fields + "-c:v libx264 -flags +ildct+ilme -x264-params tff=1 -pix_fmt yuv420p", "a.ts").video->fields,
        FieldOrder::kTopFirst);
    EXPECT_EQ(made(fields + "-c:v libx264 -flags +ildct+ilme -x264-params bff=1 -vf "
                            "tinterlace=interleave_bottom,fieldorder=bff -pix_fmt yuv420p",
                   "b.mkv")
                  .video->fields,
              FieldOrder::kBottomFirst);
    EXPECT_EQ(made("-f lavfi -i testsrc2=s=720x576:r=25:d=0.6 -c:v dvvideo -pix_fmt yuv420p", "a.dv").video->fields,
              FieldOrder::kBottomFirst);
    EXPECT_EQ(made(fields + "-c:v prores_ks -flags +ildct -pix_fmt yuv422p10le", "a.mov").video->fields,
              FieldOrder::kTopFirst);
    EXPECT_EQ(made(kBars + "-c:v mpeg2video", "p.mpg").video->fields, FieldOrder::kProgressive);
    EXPECT_EQ(made(kBars + "-c:v libx264", "p.mp4").video->fields, FieldOrder::kProgressive);
}

TEST_F(Probe, ReadsAspectAndRotation) {
    const Clip wide =
        made("-f lavfi -i testsrc2=s=720x576:r=25:d=0.2 -vf setsar=64/45 -c:v libx264 -pix_fmt yuv420p", "wide.mp4");
    EXPECT_EQ(wide.video->sample_aspect, (Rational{64, 45}));
    ffmpeg(kBars + "-c:v libx264 '" + (folder_ / "plain.mp4").string() + "'");
    for (const int degrees : {90, 180, 270}) {
        const Clip clip = made(
            "-i '" + (folder_ / "plain.mp4").string() + "' -c copy -metadata:s:v rotate=" + std::to_string(degrees),
            "r" + std::to_string(degrees) + ".mp4");
        EXPECT_EQ(clip.video->rotation_degrees, 360 - degrees) << "the tag counts counter-clockwise";
    }
}

TEST_F(Probe, TellsStandardRatesFromVariableOnes) {
    for (const char* rate : {"24000/1001", "25", "30000/1001", "50", "60000/1001"}) {
        for (const char* name : {"a.mp4", "a.mkv", "a.ts"}) {
            const Clip clip = made("-f lavfi -i testsrc2=s=160x90:d=2:r=" + std::string(rate) + " -c:v libx264", name);
            const double wanted = rate == std::string("24000/1001")   ? 24000.0 / 1001
                                  : rate == std::string("30000/1001") ? 30000.0 / 1001
                                  : rate == std::string("60000/1001") ? 60000.0 / 1001
                                                                      : std::stod(rate);
            EXPECT_DOUBLE_EQ(clip.video->rate.value(), wanted) << name << " " << rate;
            EXPECT_FALSE(clip.video->variable_rate) << name << " " << rate;
        }
    }
    const Clip phone = made(
        "-f lavfi -i testsrc2=s=160x90:d=2:r=30 -vf "
        "\"settb=1/1000,setpts='PTS+if(gt(mod(N\\,7)\\,4)\\,0.012/TB\\,0)'\" -vsync "
        "passthrough -enc_time_base 1/1000 -c:v libx264",
        "vfr.mp4");
    EXPECT_TRUE(phone.video->variable_rate);
}

TEST_F(Probe, TellsSoundsStillsAndDocuments) {
    const Clip sound = made(kTone + "-c:a libmp3lame", "a.mp3");
    EXPECT_EQ(sound.kind, ClipKind::kSound);
    EXPECT_FALSE(sound.video);
    EXPECT_NEAR(std::chrono::duration<double>(sound.duration).count(), 2.0, 0.06);
    ffmpeg(kBars + "-frames:v 1 '" + (folder_ / "cover.png").string() + "'");
    const Clip covered = made("-i '" + (folder_ / "a.mp3").string() + "' -i '" + (folder_ / "cover.png").string() +
                                  "' -map 0 -map 1 -c copy -disposition:v attached_pic",
                              "b.mp3");
    EXPECT_EQ(covered.kind, ClipKind::kSound) << "a cover is no picture";
    for (const char* name : {"s.png", "s.jpg", "s.webp", "s.tiff", "s.bmp"}) {
        const Clip still = made(kBars + "-frames:v 1", name);
        EXPECT_EQ(still.kind, ClipKind::kStill) << name;
        EXPECT_EQ(still.video->size, (Size{320, 180})) << name;
        EXPECT_FALSE(still.damaged()) << name;
    }
    EXPECT_EQ(probe_clip(folder_ / "s.jpg").video->colour.range, Range::kFull);
    write_bytes(folder_ / "a.pdf", {'%', 'P', 'D', 'F', '-', '1', '.', '4', '\n'});
    EXPECT_EQ(probe_clip(folder_ / "a.pdf").kind, ClipKind::kDocument);
}

TEST_F(Probe, TurnsPhotosAsTheirCameraSaid) {
    ffmpeg(kBars + "-frames:v 1 '" + (folder_ / "a.jpg").string() + "'");
    std::vector<uint8_t> bytes = read_bytes(folder_ / "a.jpg");
    // An EXIF block with one entry, 0x0112 orientation = 6: turned a quarter clockwise to stand right.
    const std::vector<uint8_t> exif = {0xFF, 0xE1, 0x00, 0x22, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 0x2A, 0, 0, 0, 8,
                                       0,    1,    0x01, 0x12, 0,   3,   0,   0,   0, 1, 0,   6,   0, 0,    0, 0, 0, 0};
    bytes.insert(bytes.begin() + 2, exif.begin(), exif.end());
    write_bytes(folder_ / "b.jpg", bytes);
    EXPECT_EQ(probe_clip(folder_ / "a.jpg").video->rotation_degrees, 0);
    EXPECT_EQ(probe_clip(folder_ / "b.jpg").video->rotation_degrees, 90);
}

TEST_F(Probe, SortsAFolderOfPhotosAsPeopleDo) {
    ffmpeg(kBars + "-frames:v 1 '" + (folder_ / "one.png").string() + "'");
    const std::filesystem::path photos = folder_ / "photos";
    std::filesystem::create_directory(photos);
    for (const char* name : {"Anh 10.png", "anh 2.png", "anh 1.png", "~$anh.png", ".hidden.png"})
        std::filesystem::copy(folder_ / "one.png", photos / name);
    write_bytes(photos / "Thumbs.db", {1, 2, 3});
    const Clip clip = probe_clip(photos);
    EXPECT_EQ(clip.kind, ClipKind::kSlideshow);
    ASSERT_EQ(clip.pictures.size(), 3U);
    EXPECT_EQ(clip.pictures[0].filename(), "anh 1.png");
    EXPECT_EQ(clip.pictures[1].filename(), "anh 2.png");
    EXPECT_EQ(clip.pictures[2].filename(), "Anh 10.png");
    EXPECT_EQ(clip.hash.size(), 64U);
    std::filesystem::create_directory(folder_ / "empty");
    EXPECT_THAT(refusal("empty"), HasSubstr("without pictures"));
}

TEST_F(Probe, SaysWhatIsDamaged) {
    ffmpeg(kBars + kTone + "-c:v libx264 -c:a aac -movflags +faststart '" + (folder_ / "a.mp4").string() + "'");
    const std::vector<uint8_t> whole = read_bytes(folder_ / "a.mp4");
    write_bytes(folder_ / "cut.mp4", {whole.begin(), whole.begin() + static_cast<ptrdiff_t>(whole.size() / 2)});
    const Clip cut = probe_clip(folder_ / "cut.mp4");
    EXPECT_TRUE(cut.damaged());
    EXPECT_LT(cut.video->frames, 50);

    ffmpeg(kBars + "-c:v libx264 '" + (folder_ / "late.mp4").string() + "'");
    const std::vector<uint8_t> late = read_bytes(folder_ / "late.mp4");
    write_bytes(folder_ / "nomoov.mp4", {late.begin(), late.begin() + static_cast<ptrdiff_t>(late.size() / 2)});
    EXPECT_THAT(refusal("nomoov.mp4"), HasSubstr("moov"));

    ffmpeg(kBars + "-c:v libx264 '" + (folder_ / "a.ts").string() + "'");
    std::vector<uint8_t> lost = read_bytes(folder_ / "a.ts");
    lost.erase(lost.begin() + 188 * 200, lost.begin() + 188 * 230);
    write_bytes(folder_ / "lost.ts", lost);
    EXPECT_TRUE(probe_clip(folder_ / "lost.ts").damaged());

    ffmpeg(kBars + "-c:v libx264 '" + (folder_ / "a.mkv").string() + "'");
    const std::vector<uint8_t> mkv = read_bytes(folder_ / "a.mkv");
    write_bytes(folder_ / "cut.mkv", {mkv.begin(), mkv.begin() + static_cast<ptrdiff_t>(mkv.size() / 2)});
    EXPECT_TRUE(probe_clip(folder_ / "cut.mkv").damaged());
}

TEST_F(Probe, RefusesWhatIsNoMedia) {
    write_bytes(folder_ / "a.txt", {'x', 'i', 'n', ' ', 'c', 'h', 'a', 'o'});
    EXPECT_THAT(refusal("a.txt"), HasSubstr("no media file"));
    write_bytes(folder_ / "empty.mp4", {});
    EXPECT_THAT(refusal("empty.mp4"), HasSubstr("empty"));
    EXPECT_THAT(refusal("none.mp4"), HasSubstr("no such file"));
    const std::string list = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n/etc/hostname\n#EXT-X-ENDLIST\n";
    write_bytes(folder_ / "list.m3u8", {list.begin(), list.end()});
    EXPECT_NE(refusal("list.m3u8"), "taken") << "a playlist opens other files";
}

TEST_F(Probe, NamesTheLimitThatABombPasses) {
    ffmpeg(kBars + kTone + kTone + "-map 0 -map 1 -map 2 -c:v libx264 -c:a aac '" + (folder_ / "a.mp4").string() + "'");
    ClipLimits limits;
    limits.pixels = 320 * 179;
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("57280"));
    limits = {};
    limits.streams = 2;
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("2"));
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("streams"));
    limits = {};
    limits.duration = std::chrono::seconds(1);
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("limit"));
    limits = {};
    limits.frame_rate = 24;
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("24"));
    limits = {};
    limits.bitrate = 1000;
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("bit/s"));
    limits = {};
    limits.channels = 0;
    EXPECT_THAT(refusal("a.mp4", limits), HasSubstr("channels"));
    limits = {};
    limits.probe_time = Time(0);
    EXPECT_NE(refusal("a.mp4", limits), "taken");
    ffmpeg("-f lavfi -i color=black:s=12000x12000 -frames:v 1 '" + (folder_ / "bomb.png").string() + "'");
    EXPECT_THAT(refusal("bomb.png"), HasSubstr("35651584 pixels"));
}

TEST_F(Probe, DescriptionSurvivesJson) {
    Clip clip = made(kBars + kTone + "-c:v libx264 -c:a aac -metadata:s:a language=eng", "a.mp4");
    clip.damage.push_back(message("{} damaged packets in stream {}, the first at {} s.", 3, 0, "1.00"));
    clip.pictures = {"a b.png", std::string("\xFF\xFE.png")};
    const std::string json = to_json(clip);
    const Clip back = clip_from_json(json);
    EXPECT_EQ(to_json(back), json);
    EXPECT_EQ(back.video->keyframes, clip.video->keyframes);
    EXPECT_TRUE(back.video->begins_anew);
    EXPECT_EQ(back.video->colour, clip.video->colour);
    EXPECT_EQ(back.pictures, clip.pictures);
    EXPECT_EQ(back.damage.at(0).values, clip.damage.at(0).values);
    EXPECT_THROW((void)clip_from_json("{"), Error);
    EXPECT_THROW((void)clip_from_json("{}"), Error);
}

TEST(Language, KnowsHabits) {
    for (const char* tag : {"vi", "vie", "VN", "vi-VN"}) EXPECT_EQ(bcp47(tag), "vi") << tag;
    for (const char* tag : {"km", "khm", "kh"}) EXPECT_EQ(bcp47(tag), "km") << tag;
    for (const char* tag : {"en", "eng", "en_US"}) EXPECT_EQ(bcp47(tag), "en") << tag;
    for (const char* tag : {"", "und"}) EXPECT_EQ(bcp47(tag), "") << tag;
    EXPECT_EQ(bcp47("chi"), "zh");
    EXPECT_EQ(iso639_2("km"), "khm");
    EXPECT_EQ(iso639_2(""), "");
}

}  // namespace
}  // namespace gatecast::test
