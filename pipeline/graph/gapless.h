// SPDX-License-Identifier: GPL-3.0-or-later
// What an MP3's first frame says about the coder's delay and padding, which GStreamer's parser passes over.
// Used by AudioReader.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace gatecast {

struct Gapless {
    int64_t skip = 0;    // samples a decoder gives before the first of the recording
    int64_t length = 0;  // samples of the recording
};

/// Nothing when the file has no such frame.
[[nodiscard]] std::optional<Gapless> read_gapless(const std::filesystem::path& mp3);
[[nodiscard]] std::optional<Gapless> parse_gapless(std::span<const uint8_t> first_frame);

}  // namespace gatecast
