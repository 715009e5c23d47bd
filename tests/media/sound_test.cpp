// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/media/sound.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pipeline/media/loudness.h"
#include "presets/message.h"
#include "tests/media/material.h"

namespace gatecast::test {
namespace {

struct Collected {
    std::vector<float> samples;
    SampleSink sink(int channels) {
        return [this, channels](const float* at, int64_t count) {
            samples.insert(samples.end(), at, at + count * channels);
        };
    }
};

Time seconds(double value) {
    return Time(static_cast<int64_t>(value * 1e9));
}

TEST(SoundConform, PassesFortyEightKilohertzUntouched) {
    const std::vector<float> in = tone(10'000, 2, 440);
    SoundConform conform(2, 48'000, 2, 10'000);
    Collected out;
    for (int64_t at = 0; at < 10'000; at += 1000)
        conform.push({in.data() + at * 2, 2000}, seconds(static_cast<double>(at) / 48'000), out.sink(2));
    conform.finish(out.sink(2));
    EXPECT_EQ(out.samples, in);
}

TEST(SoundConform, FillsGapsTrimsOverlapsAndEndsExactly) {
    const std::vector<float> ones(4800, 1.0F);
    SoundConform conform(1, 48'000, 1, 24'000);
    Collected out;
    conform.push(ones, seconds(-0.05), out.sink(1));  // half of it before the start
    conform.push(ones, seconds(0.15), out.sink(1));   // 0.1 s of nothing before
    conform.push(ones, seconds(0.2), out.sink(1));    // half of it a second time
    conform.finish(out.sink(1));
    ASSERT_EQ(out.samples.size(), 24'000U);
    for (size_t i = 0; i < out.samples.size(); ++i) {
        const double at = static_cast<double>(i) / 48'000;
        const bool sounding = at < 0.05 || (at >= 0.15 - 1e-9 && at < 0.3 - 1e-9);
        ASSERT_EQ(out.samples[i], sounding ? 1.0F : 0.0F) << at;
    }
    EXPECT_EQ(conform.repairs().silence_samples, 4800);
    EXPECT_EQ(conform.repairs().trimmed_samples, 2400);
}

TEST(SoundConform, JitterOfTimesIsNoGap) {
    const std::vector<float> ones(1024, 1.0F);
    SoundConform conform(1, 48'000, 1, 1024 * 50);
    Collected out;
    for (int i = 0; i < 50; ++i)
        conform.push(ones, seconds(std::round(i * 1024 / 48.0) / 1000), out.sink(1));  // MKV's milliseconds
    conform.finish(out.sink(1));
    for (const float sample : out.samples) ASSERT_EQ(sample, 1.0F);
    EXPECT_EQ(conform.repairs().silence_samples, 0);
}

TEST(SoundConform, ResamplesInPlaceAndInTune) {
    const std::vector<float> in = tone(44'100, 1, 1000, 0.5, 44'100);
    SoundConform conform(1, 44'100, 1, 48'000);
    Collected out;
    for (int64_t at = 0; at < 44'100; at += 441)
        conform.push({in.data() + at, 441}, seconds(static_cast<double>(at) / 44'100), out.sink(1));
    conform.finish(out.sink(1));
    const std::vector<float> wanted = tone(48'000, 1, 1000, 0.5);
    ASSERT_EQ(out.samples.size(), wanted.size());
    for (size_t i = 100; i + 100 < wanted.size(); ++i) ASSERT_NEAR(out.samples[i], wanted[i], 2e-3) << i;
}

TEST(SoundConform, NoMixCanClip) {
    for (int in = 1; in <= 8; ++in) {
        for (int out = 1; out <= 2; ++out) {
            for (const auto& row : mix_gains(in, out)) {
                float sum = 0;
                for (const float gain : row) sum += gain;
                EXPECT_LE(sum, 1.0001F) << in << " to " << out;
                EXPECT_GT(sum, 0.4F) << in << " to " << out;
            }
        }
    }
}

TEST(SoundConform, SurroundKeepsItsSides) {
    const auto gains = mix_gains(6, 2);  // FL FR FC LFE SL SR
    EXPECT_GT(gains[0][0], 0);
    EXPECT_EQ(gains[0][1], 0);
    EXPECT_NEAR(gains[0][2] / gains[0][0], 0.7071, 1e-4);
    EXPECT_EQ(gains[0][2], gains[1][2]);
    EXPECT_EQ(gains[0][3], 0);
    EXPECT_EQ(gains[1][4], 0);
    EXPECT_NEAR(gains[1][5] / gains[1][1], 0.7071, 1e-4);
}

// --- loudness ---

struct Measured {
    double integrated = 0;
    double peak = 0;
};

/// What ffmpeg's own meter says.
Measured by_ffmpeg(const std::vector<float>& samples) {
    const TempFolder folder;
    const auto* bytes = reinterpret_cast<const uint8_t*>(samples.data());
    write_bytes(folder / "a.f32", {bytes, bytes + samples.size() * 4});
    const Ran ran = run("ffmpeg -hide_banner -f f32le -ar 48000 -ac 2 -i '" + (folder / "a.f32").string() +
                        "' -af ebur128=peak=true -f null -");
    Measured measured;
    const size_t summary = ran.output.rfind("Summary:");
    EXPECT_NE(summary, std::string::npos) << ran.output;
    if (summary == std::string::npos) return measured;
    measured.integrated = std::stod(ran.output.substr(ran.output.find("I:", summary) + 2));
    measured.peak = std::stod(ran.output.substr(ran.output.find("Peak:", summary) + 5));
    return measured;
}

/// Speech-like: a tone that comes and goes, with sharp peaks if wanted.
std::vector<float> programme(double loud, bool peaks) {
    std::vector<float> samples = tone(48'000 * 12, 2, 700, loud);
    for (size_t i = 0; i < samples.size(); ++i) {
        const double at = static_cast<double>(i / 2) / 48'000;
        samples[i] *= static_cast<float>(0.6 + 0.4 * std::sin(at * 2));
        // A short burst as of a consonant, its peaks between the samples.
        if (peaks && i / 2 % 24'000 < 96) samples[i] = static_cast<float>(0.95 * std::sin(2 * M_PI * 7000 * at + 0.7));
    }
    return samples;
}

Loudness measure(const std::vector<float>& samples) {
    LoudnessMeter meter(2);
    meter.add(samples.data(), static_cast<int64_t>(samples.size()) / 2);
    return meter.result();
}

std::vector<float> normalised(const std::vector<float>& samples, const LoudnessPlan& plan) {
    Normaliser normaliser(plan, 2);
    std::vector<float> out;
    const auto total = static_cast<int64_t>(samples.size()) / 2;
    for (int64_t at = 0, piece = 1; at < total; at += piece, piece = piece * 5 % 4001 + 1) {
        const auto& ready = normaliser.process(samples.data() + at * 2, std::min(piece, total - at));
        out.insert(out.end(), ready.begin(), ready.end());
    }
    const auto& rest = normaliser.finish();
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

TEST(Loudness, AgreesWithFfmpegToATenth) {
    for (const double loud : {0.02, 0.2, 0.9}) {
        const std::vector<float> samples = programme(loud, false);
        const Loudness ours = measure(samples);
        const Measured theirs = by_ffmpeg(samples);
        EXPECT_NEAR(ours.integrated_lufs, theirs.integrated, 0.11);  // they print tenths
        EXPECT_NEAR(ours.true_peak_dbtp, theirs.peak, 0.2);
    }
}

TEST(Loudness, ReachesTheTargetWithOneGainWherePeaksAllow) {
    LoudnessProfile tv = *loudness_profile("tv");
    tv.short_item = Time(0);
    const std::vector<float> samples = programme(0.5, false);
    const LoudnessPlan plan = plan_loudness(measure(samples), tv);
    EXPECT_EQ(plan.method, LoudnessMethod::kLinear);
    const std::vector<float> out = normalised(samples, plan);
    ASSERT_EQ(out.size(), samples.size());
    const Measured after = by_ffmpeg(out);
    EXPECT_NEAR(after.integrated, -23.0, 0.5);
    EXPECT_LE(after.peak, -1.0);
    const double gain = std::pow(10, plan.gain_db / 20);
    for (size_t i = 0; i < out.size(); i += 101) ASSERT_NEAR(out[i], samples[i] * gain, 1e-6);
}

TEST(Loudness, LimitsPeaksAndKeepsTheTarget) {
    const LoudnessProfile web = *loudness_profile("web");
    const std::vector<float> samples = programme(0.15, true);
    const LoudnessPlan plan = plan_loudness(measure(samples), web);
    EXPECT_EQ(plan.method, LoudnessMethod::kLimited);
    const LoudnessPlan once = correct_loudness(plan, measure(normalised(samples, plan)), web);
    EXPECT_GT(once.gain_db, plan.gain_db);
    const LoudnessPlan twice = correct_loudness(once, measure(normalised(samples, once)), web);
    const std::vector<float> out = normalised(samples, twice);
    ASSERT_EQ(out.size(), samples.size());
    const Measured after = by_ffmpeg(out);
    EXPECT_LE(after.peak, -1.0);
    EXPECT_LE(measure(out).true_peak_dbtp, -1.0);
    EXPECT_NEAR(after.integrated, -16.0, 0.5);
    EXPECT_EQ(out, normalised(samples, twice));
}

TEST(Loudness, AShortItemIsNeverLouderThanAllowedForAMoment) {
    std::vector<float> samples = tone(48'000 * 20, 2, 700, 0.1);
    for (size_t i = 48'000 * 2 * 8; i < 48'000 * 2 * 23 / 2; ++i) samples[i] *= 2.5F;
    const LoudnessPlan plan = plan_loudness(measure(samples), *loudness_profile("tv"));
    EXPECT_TRUE(plan.held_by_short_term);
    EXPECT_LE(measure(normalised(samples, plan)).max_short_term_lufs, -18.0 + 0.05);
}

TEST(Loudness, LeavesSilenceAlone) {
    const std::vector<float> silence(48'000 * 10, 0.0F);
    const Loudness measured = measure(silence);
    EXPECT_TRUE(measured.silent());
    const LoudnessPlan plan = plan_loudness(measured, *loudness_profile("tv"));
    EXPECT_EQ(plan.method, LoudnessMethod::kNone);
    EXPECT_EQ(normalised(silence, plan), silence);
}

}  // namespace
}  // namespace gatecast::test
