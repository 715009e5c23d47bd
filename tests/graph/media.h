// SPDX-License-Identifier: GPL-3.0-or-later
// Media for tests, made by code and the ffmpeg program in a folder of their own. Frames carry their number in the
// picture, so that a test can tell which one it got.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/media/clip.h"
#include "tests/folder.h"

namespace gatecast::test {

inline constexpr Size kTestSize{320, 176};
inline constexpr int kBits = 12;
inline constexpr int kCell = 16;  // px; every bit is one cell in the top row, its opposite stands below it

/// One I420 frame: a slowly moving ramp with the number `n` in cells.
inline std::vector<uint8_t> numbered_frame(int n, Size size = kTestSize) {
    const auto luma = static_cast<size_t>(size.width * size.height);
    std::vector<uint8_t> frame(luma + luma / 2, 128);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            int value = 40 + (x + y + 3 * n) % 160;
            if (y < 2 * kCell && x < kBits * kCell) {
                const bool set = ((n >> (x / kCell)) & 1) != 0;
                value = set == (y < kCell) ? 220 : 30;
            }
            frame[static_cast<size_t>(y * size.width + x)] = static_cast<uint8_t>(value);
        }
    }
    return frame;
}

/// The number in a picture; -1 when the cells contradict each other (damage).
inline int number_in(const Picture& picture) {
    const ConstImageView& view = picture.view;
    const auto sample = [&](int x, int y) -> int {
        const uint8_t* row = view.planes[0].row(y);
        if (view.format.bytes_per_sample() == 1) return row[x];
        return (row[2 * x] | row[2 * x + 1] << 8) >> (view.format.depth - 8);
    };
    int number = 0;
    for (int bit = 0; bit < kBits; ++bit) {
        const int x = bit * kCell + kCell / 2;
        const bool upper = sample(x, kCell / 2) > 125;
        const bool lower = sample(x, kCell + kCell / 2) > 125;
        if (upper == lower) return -1;
        if (upper) number |= 1 << bit;
    }
    return number;
}

inline std::filesystem::path raw_frames(const TempFolder& dir, int count) {
    const std::filesystem::path path = dir / ("frames" + std::to_string(count) + ".yuv");
    std::ofstream file(path, std::ios::binary);
    for (int n = 0; n < count; ++n) {
        const std::vector<uint8_t> frame = numbered_frame(n);
        file.write(reinterpret_cast<const char*>(frame.data()), static_cast<std::streamsize>(frame.size()));
    }
    return path;
}

inline void ffmpeg(const std::string& arguments) {
    const std::string command = "ffmpeg -nostdin -v error -y " + arguments;
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

/// `count` numbered frames at `rate` through ffmpeg with `arguments` into `name`.
inline std::filesystem::path film(const TempFolder& dir, const std::string& name, int count, const std::string& rate,
                                  const std::string& arguments) {
    const std::filesystem::path raw = raw_frames(dir, count);
    const std::filesystem::path path = dir / name;
    ffmpeg("-f rawvideo -pix_fmt yuv420p -s 320x176 -framerate " + rate + " -i " + raw.string() + " " + arguments +
           " " + path.string());
    return path;
}

/// What `next` gives until it gives nothing.
template <typename Reader>
auto all_of(Reader& reader) {
    std::vector<typename decltype(reader.next())::value_type> all;
    while (auto one = reader.next()) all.push_back(std::move(*one));
    return all;
}

}  // namespace gatecast::test
