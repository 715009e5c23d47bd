// SPDX-License-Identifier: GPL-3.0-or-later
// Test material for the media room: commands with their output, moving pictures and tones.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "filters/image.h"
#include "pipeline/media/encode.h"
#include "tests/folder.h"

namespace gatecast::test {

/// What a shell command wrote to both streams; `status` its exit code.
struct Ran {
    std::string output;
    int status = 0;
};
[[nodiscard]] Ran run(const std::string& command);

/// ffmpeg with `arguments`, quiet, overwriting; fails the test if it fails.
void ffmpeg(const std::string& arguments);
/// One value of ffprobe: `entries` as for -show_entries, "stream=codec_name".
[[nodiscard]] std::string ffprobe(const std::filesystem::path& file, const std::string& entries,
                                  const std::string& more = {});

[[nodiscard]] std::vector<uint8_t> read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::vector<uint8_t>& bytes);

/// Picture n of a moving scene: gradients, a turning pattern and grain in the share `grain` (0..1).
[[nodiscard]] Image scene(Size size, Chroma chroma, int64_t n, double grain = 0.1);

/// Interleaved sine of `hertz`, 48 kHz.
[[nodiscard]] std::vector<float> tone(int64_t count, int channels, double hertz, double amplitude = 0.25,
                                      int rate = 48000);

/// Packets of frames [first, first + count) from an encoder of their own.
struct Segment {
    std::vector<Packet> packets;
    CodecParameters parameters;
    int delay = 0;
    int64_t missing_bits = 0;
};
[[nodiscard]] Segment encode_segment(const VideoEncode& settings, const VideoShape& shape, int64_t first, int64_t count,
                                     double grain = 0.1, double rate_scale = 1.0);

struct Sound {
    std::vector<Packet> packets;
    CodecParameters parameters;
};
[[nodiscard]] Sound encode_sound(const AudioEncode& settings, int channels, const std::vector<float>& samples);

}  // namespace gatecast::test
