// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "pipeline/graph/reader.h"
#include "tests/graph/media.h"

namespace gatecast::test {
namespace {

using namespace std::chrono_literals;

constexpr int kRate = 48000;
constexpr int kClickAt = 12345;  // samples

/// Silence with one loud click, mono, 16 bit: where it comes out tells the offset to the sample.
std::filesystem::path click(const TempFolder& dir, int seconds = 3) {
    std::vector<int16_t> samples(static_cast<size_t>(seconds * kRate), 0);
    for (int i = 0; i < 24; ++i)
        samples[static_cast<size_t>(kClickAt + i)] = static_cast<int16_t>(i % 2 == 0 ? 28000 : -28000);
    const auto path = dir / "click.s16";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(samples.data()), static_cast<std::streamsize>(samples.size() * 2));
    return path;
}

/// Sample number, on the clip's time, where the energy of channel `channel` has its centre.
double centre_of(const std::vector<SoundBlock>& blocks, int channel = 0) {
    double weight = 0;
    double sum = 0;
    for (const SoundBlock& block : blocks) {
        const double first = std::chrono::duration<double>(block.start).count() * block.sample_rate;
        const auto channels = static_cast<size_t>(block.channels);
        for (size_t i = 0; i * channels < block.samples.size(); ++i) {
            const double value = block.samples[i * channels + static_cast<size_t>(channel)];
            weight += value * value;
            sum += value * value * (first + static_cast<double>(i));
        }
    }
    return sum / weight;
}

constexpr double kCentre = kClickAt + 11.5;

int64_t count_of(const std::vector<SoundBlock>& blocks) {
    int64_t count = 0;
    for (const SoundBlock& block : blocks) count += std::ssize(block.samples) / block.channels;
    return count;
}

struct Kind {
    const char* name;
    const char* arguments;
    double offset;  // of the file itself, as its own times say: coders' delay where the container has no word for it
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << kind.name;
}

const Kind kKinds[] = {
    {"a.wav", "-c:a pcm_s16le", 0},          {"a.flac", "-c:a flac", 0},
    {"a.m4a", "-c:a aac -b:a 192k", 0},      {"a.ogg", "-c:a libvorbis -q:a 7", 0},
    {"a.opus", "-c:a libopus -b:a 192k", 0}, {"a.mp3", "-c:a libmp3lame -b:a 192k", 0},
    {"aac.mkv", "-c:a aac -b:a 192k", 1024}, {"pcm.mov", "-c:a pcm_s24le", 0},
};

class EverySound : public testing::TestWithParam<Kind> {};

TEST_P(EverySound, IsWhereTheFileSaysToTheSample) {
    const TempFolder dir;
    const auto path = dir / GetParam().name;
    ffmpeg("-f s16le -ar 48000 -ac 1 -i " + click(dir).string() + " " + GetParam().arguments + " " + path.string());
    AudioReader reader(probe_clip(path), 0);
    const std::vector<SoundBlock> blocks = all_of(reader);
    ASSERT_FALSE(blocks.empty());
    EXPECT_EQ(blocks.front().sample_rate, kRate);
    EXPECT_EQ(blocks.front().channels, 1);
    EXPECT_NEAR(centre_of(blocks), kCentre + GetParam().offset, 1.5);
    EXPECT_NEAR(static_cast<double>(count_of(blocks)), 3 * kRate, 2048);
    EXPECT_TRUE(reader.problems().empty());
}

INSTANTIATE_TEST_SUITE_P(Sound, EverySound, testing::ValuesIn(kKinds), [](const auto& info) {
    std::string name = info.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST(AudioReader, AgreesWithThePictureInEveryContainer) {
    const TempFolder dir;
    const std::string sound = "-f s16le -ar 48000 -ac 1 -i " + click(dir).string();
    for (const char* name : {"av.mp4", "av.mkv", "av.ts"}) {
        const auto path = film(dir, name, 75, "25", sound + " -c:v libx264 -bf 2 -g 12 -c:a aac -b:a 192k -shortest");
        const Clip clip = probe_clip(path);
        VideoReader video(clip, Time(0));
        AudioReader audio(clip, 0);
        const double first_picture = std::chrono::duration<double>(video.next()->start).count() * kRate;
        EXPECT_NEAR(centre_of(all_of(audio)) - first_picture, kCentre, 0.001 * kRate) << name;
    }
}

TEST(AudioReader, GivesTheTrackThatIsAskedFor) {
    const TempFolder dir;
    for (const char* name : {"two.mkv", "two.mp4", "two.ts"}) {
        const auto path = dir / name;
        ffmpeg(
            "-f lavfi -i testsrc=s=160x96:r=25:d=2 -f lavfi -i sine=f=400:r=48000:d=2 -f lavfi -i "
            "sine=f=2000:r=48000:d=2 "
            "-map 0 -map 1 -map 2 -c:v libx264 -c:a aac " +
            path.string());
        const Clip clip = probe_clip(path);
        for (const auto& [track, frequency] : {std::pair{0, 400.0}, std::pair{1, 2000.0}}) {
            AudioReader reader(clip, track);
            int crossings = 0;
            float last = 0;
            int64_t count = 0;
            for (const SoundBlock& block : all_of(reader)) {
                for (const float sample : block.samples) {
                    if ((last < 0) != (sample < 0)) ++crossings;
                    last = sample;
                    ++count;
                }
            }
            EXPECT_NEAR(crossings / 2.0 * kRate / static_cast<double>(count), frequency, frequency * 0.1) << name;
        }
    }
}

TEST(AudioReader, KeepsSixChannelsInOrder) {
    const TempFolder dir;
    const auto path = dir / "surround.mkv";
    ffmpeg("-f lavfi -i \"aevalsrc=0.1|0.2|0.3|0.4|0.5|0.6:c=5.1:s=48000:d=1\" -c:a flac " + path.string());
    AudioReader reader(probe_clip(path), 0);
    const std::vector<SoundBlock> blocks = all_of(reader);
    ASSERT_FALSE(blocks.empty());
    ASSERT_EQ(blocks.front().channels, 6);
    for (size_t c = 0; c < 6; ++c) EXPECT_NEAR(blocks.front().samples[c], 0.1F * static_cast<float>(c + 1), 0.001F);
    EXPECT_EQ(count_of(blocks), kRate);
}

TEST(AudioReader, StartsInTheMiddleWhereItIsAsked) {
    const TempFolder dir;
    const auto path = dir / "a.m4a";
    ffmpeg("-f lavfi -i \"aevalsrc=0.8*t/20:s=48000:d=20\" -c:a alac " + path.string());
    AudioReader reader(probe_clip(path), 0, 12s);
    const std::optional<SoundBlock> first = reader.next();
    ASSERT_TRUE(first);
    EXPECT_LE(first->start, Time(12s));
    EXPECT_GT(first->start, Time(11'500ms));
    EXPECT_NEAR(first->samples.front(), 0.8 * std::chrono::duration<double>(first->start).count() / 20, 0.0005);
}

TEST(AudioReader, SaysSoWhenThereIsNothingToHear) {
    const TempFolder dir;
    const Clip clip = probe_clip(film(dir, "mute.mp4", 25, "25", "-c:v libx264"));
    AudioReader reader(clip, 0);
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.problems().empty());
}

}  // namespace
}  // namespace gatecast::test
