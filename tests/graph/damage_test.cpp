// SPDX-License-Identifier: GPL-3.0-or-later
// Damaged files: what can be decoded is, the rest is said, and nothing waits for ever.
#include <gtest/gtest.h>

#include <random>

#include "pipeline/graph/reader.h"
#include "tests/graph/media.h"

namespace gatecast::test {
namespace {

constexpr int kFrames = 75;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::filesystem::path write(const TempFolder& dir, const std::string& name, const std::string& bytes) {
    std::ofstream(dir / name, std::ios::binary) << bytes;
    return dir / name;
}

/// The clip as probed whole, but its bytes changed behind the probe's back: the reader has to cope by itself.
struct Outcome {
    int right = 0;  // frames whose number can be read
    int frames = 0;
    bool forward = true;
    size_t problems = 0;
};

Outcome read_all(Clip clip, const std::filesystem::path& damaged) {
    clip.path = damaged;
    VideoReader reader(clip, Time(0));
    Outcome outcome;
    Time last{-1};
    while (const std::optional<DecodedPicture> picture = reader.next()) {
        ++outcome.frames;
        outcome.right += number_in(picture->picture) >= 0 ? 1 : 0;
        outcome.forward = outcome.forward && picture->start > last && picture->end > picture->start;
        last = picture->start;
    }
    outcome.problems = reader.problems().size();
    return outcome;
}

TEST(DamagedFilm, GivesWhatComesBeforeACut) {
    const TempFolder dir;
    for (const auto& [name, arguments] :
         {std::pair{"a.mp4", "-c:v libx264 -g 12 -movflags +faststart"}, std::pair{"a.ts", "-c:v libx264 -g 12"},
          std::pair{"a.mkv", "-c:v mpeg2video -g 12 -b:v 4M"}}) {
        const auto whole = film(dir, name, kFrames, "25", arguments);
        const Clip clip = probe_clip(whole);
        const std::string bytes = bytes_of(whole);
        const Outcome cut =
            read_all(clip, write(dir, std::string("cut-") + name, bytes.substr(0, bytes.size() * 6 / 10)));
        EXPECT_GT(cut.right, kFrames / 4) << name;
        EXPECT_LT(cut.frames, kFrames) << name;
        EXPECT_TRUE(cut.forward) << name;
    }
}

TEST(DamagedFilm, SaysSoWhenNothingCanBeDecoded) {
    const TempFolder dir;
    const auto whole = film(dir, "a.mp4", kFrames, "25", "-c:v libx264");
    const Clip clip = probe_clip(whole);
    const std::string bytes = bytes_of(whole);
    const Outcome headless = read_all(clip, write(dir, "cut.mp4", bytes.substr(0, bytes.size() / 2)));
    EXPECT_EQ(headless.frames, 0);
    EXPECT_GT(headless.problems, 0U);
    const Outcome noise = read_all(clip, write(dir, "noise.mp4", std::string(5000, '\x5a')));
    EXPECT_EQ(noise.frames, 0);
    EXPECT_GT(noise.problems, 0U);
    EXPECT_EQ(read_all(clip, dir / "gone.mp4").frames, 0);
}

TEST(DamagedFilm, GoesOnBehindDamagedBytes) {
    const TempFolder dir;
    std::mt19937 random(42);
    for (const auto& [name, arguments] :
         {std::pair{"a.mp4", "-c:v libx264 -g 12 -movflags +faststart -b:v 1M"},
          std::pair{"a.ts", "-c:v mpeg2video -g 12 -b:v 2M"}, std::pair{"a.mkv", "-c:v libx264 -g 12 -b:v 1M"},
          std::pair{"a.avi", "-c:v mjpeg -pix_fmt yuvj420p"}}) {
        const auto whole = film(dir, name, kFrames, "25", arguments);
        const Clip clip = probe_clip(whole);
        for (int round = 0; round < 5; ++round) {
            std::string bytes = bytes_of(whole);
            for (int hit = 0; hit < 12; ++hit) {
                const size_t behind_the_index = bytes.size() / 5;
                bytes[behind_the_index + random() % (bytes.size() - behind_the_index)] = static_cast<char>(random());
            }
            const Outcome hurt = read_all(clip, write(dir, std::string("hurt-") + name, bytes));
            EXPECT_GT(hurt.right, kFrames / 3) << name;
            EXPECT_TRUE(hurt.forward) << name;
        }
    }
}

TEST(DamagedFilm, NeverHangsOnAnyBytes) {
    const TempFolder dir;
    std::mt19937 random(7);
    for (const auto& [name, arguments] : {std::pair{"a.mp4", "-c:v libx264 -g 12"}, std::pair{"a.mkv", "-c:v libx264"},
                                          std::pair{"a.ts", "-c:v libx264"}, std::pair{"a.mxf", "-c:v mpeg2video"}}) {
        const auto whole = film(dir, name, 25, "25", arguments);
        const Clip clip = probe_clip(whole);
        for (int round = 0; round < 6; ++round) {
            std::string bytes = bytes_of(whole);
            for (int hit = 0; hit < 200; ++hit) bytes[random() % bytes.size()] = static_cast<char>(random());
            EXPECT_TRUE(read_all(clip, write(dir, std::string("torn-") + name, bytes)).forward) << name;
        }
    }
}

}  // namespace
}  // namespace gatecast::test
