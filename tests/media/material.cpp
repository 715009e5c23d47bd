// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/media/material.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "pipeline/media/baseline.h"

namespace gatecast::test {
namespace {

class Baseline : public ::testing::Environment {
    void SetUp() override { force_cpu_baseline(); }
};
[[maybe_unused]] const auto* const kBaseline = ::testing::AddGlobalTestEnvironment(new Baseline);

/// A small fixed generator: grain must be the same on every machine.
class Noise {
public:
    explicit Noise(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    uint32_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return static_cast<uint32_t>(state_ >> 32);
    }

private:
    uint64_t state_;
};

}  // namespace

Ran run(const std::string& command) {
    Ran ran;
    FILE* pipe = popen((command + " 2>&1 </dev/null").c_str(), "r");
    if (!pipe) throw std::runtime_error("no shell");
    std::array<char, 4096> buffer{};
    while (const size_t got = fread(buffer.data(), 1, buffer.size(), pipe)) ran.output.append(buffer.data(), got);
    const int status = pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return ran;
}

void ffmpeg(const std::string& arguments) {
    const Ran ran = run("ffmpeg -v error -y -threads 1 " + arguments);
    ASSERT_EQ(ran.status, 0) << arguments << "\n" << ran.output;
}

std::string ffprobe(const std::filesystem::path& file, const std::string& entries, const std::string& more) {
    Ran ran = run("ffprobe -v error " + more + " -show_entries " + entries + " -of csv=p=0 '" + file.string() + "'");
    while (!ran.output.empty() && (ran.output.back() == '\n' || ran.output.back() == ',')) ran.output.pop_back();
    return ran.output;
}

std::vector<uint8_t> read_bytes(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_bytes(const std::filesystem::path& file, const std::vector<uint8_t>& bytes) {
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Image scene(Size size, Chroma chroma, int64_t n, double grain) {
    const PixelFormat format{chroma, 8};
    Image image(size, format);
    Noise noise(static_cast<uint64_t>(n) + 1);
    const auto strength = static_cast<int>(grain * 160);
    for (int plane = 0; plane < format.planes(); ++plane) {
        const Size area = plane_size(size, format, plane);
        for (int y = 0; y < area.height; ++y) {
            uint8_t* row = image.view().planes[static_cast<size_t>(plane)].row(y);
            for (int x = 0; x < area.width; ++x) {
                const int64_t moved = x * (plane + 1) + y * 2 + n * 3;
                int value = 40 + static_cast<int>((moved ^ (y / 8 * 5)) % 170);
                if (strength > 0)
                    value += static_cast<int>(noise.next() % static_cast<uint32_t>(strength)) - strength / 2;
                row[x] = static_cast<uint8_t>(std::clamp(value, 16, 235));
            }
        }
    }
    return image;
}

std::vector<float> tone(int64_t count, int channels, double hertz, double amplitude, int rate) {
    std::vector<float> samples;
    samples.reserve(static_cast<size_t>(count * channels));
    for (int64_t i = 0; i < count; ++i) {
        const double phase = 2 * M_PI * hertz * static_cast<double>(i) / rate;
        for (int channel = 0; channel < channels; ++channel)
            samples.push_back(static_cast<float>(amplitude * std::sin(phase)));
    }
    return samples;
}

Segment encode_segment(const VideoEncode& settings, const VideoShape& shape, int64_t first, int64_t count, double grain,
                       double rate_scale) {
    Segment segment;
    const PacketSink keep = [&](Packet&& packet) { segment.packets.push_back(std::move(packet)); };
    VideoEncoder encoder(settings, shape, first, rate_scale);
    for (int64_t n = first; n < first + count; ++n) {
        const Image picture = scene(shape.size, settings.chroma, n, grain);
        encoder.encode(picture.view(), keep);
    }
    encoder.finish(keep);
    segment.parameters = encoder.parameters();
    segment.delay = encoder.delay();
    segment.missing_bits = encoder.missing_bits();
    return segment;
}

Sound encode_sound(const AudioEncode& settings, int channels, const std::vector<float>& samples) {
    Sound sound;
    const PacketSink keep = [&](Packet&& packet) { sound.packets.push_back(std::move(packet)); };
    AudioEncoder encoder(settings, channels);
    // In uneven pieces, as a grid hands them over.
    const auto total = static_cast<int64_t>(samples.size()) / channels;
    for (int64_t at = 0, piece = 1; at < total; at += piece, piece = piece * 7 % 2003 + 1)
        encoder.encode(samples.data() + at * channels, std::min(piece, total - at), keep);
    encoder.finish(keep);
    sound.parameters = encoder.parameters();
    return sound;
}

}  // namespace gatecast::test
