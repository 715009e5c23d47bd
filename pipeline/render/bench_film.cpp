// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/render/bench_film.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "pipeline/media/container.h"

namespace gatecast {

namespace {

constexpr Size kFilm{1920, 1080};
constexpr Size kLand{2304, 1296};  // what the camera pans over
constexpr Rational kRate{25, 1};
constexpr PixelFormat kFormat{Chroma::k420, 8};

/// Smooth noise: random values on a lattice, straight lines between them.
void add_noise(Image& to, int plane, int cell, double strength, std::mt19937& random) {
    const Size size = plane_size(to.size(), to.format(), plane);
    const int columns = size.width / cell + 2;
    std::vector<double> lattice(static_cast<size_t>(columns) * static_cast<size_t>(size.height / cell + 2));
    for (double& value : lattice) value = (static_cast<double>(random() % 2001) / 1000 - 1) * strength;
    const auto at = [&](int column, int row) {
        return lattice[static_cast<size_t>(row) * static_cast<size_t>(columns) + static_cast<size_t>(column)];
    };
    const Plane samples = to.view().planes[static_cast<size_t>(plane)];
    for (int y = 0; y < size.height; ++y) {
        const int row = y / cell;
        const double down = static_cast<double>(y % cell) / cell;
        for (int x = 0; x < size.width; ++x) {
            const int column = x / cell;
            const double right = static_cast<double>(x % cell) / cell;
            const double above = std::lerp(at(column, row), at(column + 1, row), right);
            const double below = std::lerp(at(column, row + 1), at(column + 1, row + 1), right);
            uint8_t& sample = samples.row(y)[x];
            sample = static_cast<uint8_t>(std::clamp(sample + std::lerp(above, below, down), 16.0, 235.0));
        }
    }
}

/// The landscape, and the grain that lies over the picture of it.
class Camera {
public:
    Camera() : land_(kLand, kFormat), grain_(kLand, PixelFormat{Chroma::kGrey, 8}), picture_(kFilm, kFormat) {
        std::mt19937 random(20);
        fill(land_.view(), {110, 124, 132});
        for (const auto& [cell, strength] : {std::pair{288, 55.0}, {72, 28.0}, {18, 16.0}, {5, 9.0}})
            add_noise(land_, 0, cell, strength, random);
        for (const int plane : {1, 2}) add_noise(land_, plane, 120, 26.0, random);
        const ImageView grain = grain_.view();
        for (int y = 0; y < kLand.height; ++y)
            std::generate_n(grain.planes[0].row(y), kLand.width, [&] { return static_cast<uint8_t>(random() % 7); });
    }

    ConstImageView picture(int64_t n) {
        const auto swing = [n](int speed, int room) {
            const auto at = static_cast<int>(n * speed % (2 * room));
            return (at < room ? at : 2 * room - at) & ~1;
        };
        const Rect seen{swing(4, kLand.width - kFilm.width), swing(2, kLand.height - kFilm.height), kFilm.width,
                        kFilm.height};
        copy(crop(std::as_const(land_).view(), seen), picture_.view());
        const auto turn = static_cast<int>(n * 7919 % (kLand.width - kFilm.width));
        for (int y = 0; y < kFilm.height; ++y) {
            uint8_t* row = picture_.view().planes[0].row(y);
            const uint8_t* grain = std::as_const(grain_).view().planes[0].row((y + turn) % kLand.height) + turn;
            for (int x = 0; x < kFilm.width; ++x) row[x] = static_cast<uint8_t>(row[x] + grain[x]);
        }
        return std::as_const(picture_).view();
    }

private:
    Image land_;
    Image grain_;
    Image picture_;
};

}  // namespace

void make_bench_film(const std::filesystem::path& file, int seconds, int times) {
    const Encode encode;
    VideoEncoder encoder(encode.video, {kFilm, kRate}, 0);
    std::vector<Packet> packets;
    const auto keep = [&packets](Packet&& packet) { packets.push_back(std::move(packet)); };
    const auto frames = static_cast<int64_t>(seconds) * kRate.num / kRate.den;
    Camera camera;
    for (int64_t n = 0; n < frames; ++n) encoder.encode(camera.picture(n), keep);
    encoder.finish(keep);

    std::vector<TrackSpec> tracks(1);
    tracks.front().parameters = encoder.parameters();
    tracks.front().unit = {kRate.den, kRate.num};
    tracks.front().frame_rate = kRate;
    ContainerWriter writer(file, encode, std::move(tracks), "");
    for (int turn = 0; turn < times; ++turn)
        for (Packet packet : packets) {
            packet.pts += turn * frames;
            packet.dts += turn * frames;
            writer.write(0, packet);
        }
    writer.finish();
}

}  // namespace gatecast
