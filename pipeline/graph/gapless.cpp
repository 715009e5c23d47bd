// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/graph/gapless.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <vector>

namespace gatecast {
namespace {

constexpr int64_t kDecoderDelay = 528 + 1;  // of every Layer III decoder
constexpr size_t kFrame_bytes = 1441;       // the largest there is
constexpr size_t kLameDelay_offset = 21;    // inside the coder's own part

uint32_t big_endian(std::span<const uint8_t> bytes, size_t at) {
    return uint32_t{bytes[at]} << 24 | uint32_t{bytes[at + 1]} << 16 | uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
}

/// An ID3v2 tag's size has seven bits a byte.
int64_t tag_length(std::span<const uint8_t> head) {
    if (head[0] != 'I' || head[1] != 'D' || head[2] != '3') return 0;
    return 10 + (int64_t{head[6] & 0x7F} << 21 | int64_t{head[7] & 0x7F} << 14 | int64_t{head[8] & 0x7F} << 7 |
                 int64_t{head[9] & 0x7F});
}

}  // namespace

std::optional<Gapless> parse_gapless(std::span<const uint8_t> frame) {
    if (frame.size() < 200 || frame[0] != 0xFF || (frame[1] & 0xE6) != 0xE2) return std::nullopt;  // Layer III
    const bool version_1 = (frame[1] & 0x18) == 0x18;
    const bool mono = frame[3] >> 6 == 3;
    const size_t side_bytes = version_1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    size_t at = 4 + side_bytes;
    const std::string_view name(reinterpret_cast<const char*>(&frame[at]), 4);
    if (name != "Xing" && name != "Info") return std::nullopt;
    const uint32_t parts = big_endian(frame, at + 4);
    if ((parts & 1) == 0) return std::nullopt;
    const int64_t frames = big_endian(frame, at + 8);
    at += 12 + ((parts & 2) != 0 ? 4 : 0) + ((parts & 4) != 0 ? 100 : 0) + ((parts & 8) != 0 ? 4 : 0);
    if (at + kLameDelay_offset + 3 > frame.size()) return std::nullopt;
    const uint8_t* lame = &frame[at + kLameDelay_offset];
    const int64_t delay = lame[0] << 4 | lame[1] >> 4;
    const int64_t padding = (lame[1] & 0xF) << 8 | lame[2];
    const int64_t length = frames * (version_1 ? 1152 : 576) - delay - padding;
    if (frames == 0 || length <= 0) return std::nullopt;
    return Gapless{delay + kDecoderDelay, length};
}

std::optional<Gapless> read_gapless(const std::filesystem::path& mp3) {
    std::ifstream file(mp3, std::ios::binary);
    std::array<uint8_t, 10> head{};
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    if (!file) return std::nullopt;
    file.seekg(tag_length(head));
    std::vector<uint8_t> frame(kFrame_bytes);
    file.read(reinterpret_cast<char*>(frame.data()), static_cast<std::streamsize>(frame.size()));
    frame.resize(static_cast<size_t>(std::max<std::streamsize>(0, file.gcount())));
    return parse_gapless(frame);
}

}  // namespace gatecast
