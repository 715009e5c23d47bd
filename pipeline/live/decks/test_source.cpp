// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/live/decks/test_source.h"

#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "pipeline/live/clock.h"
#include "pipeline/live/decks/ring.h"

namespace gatecast {

namespace {

// BT.709 bars of 75 %: grey, yellow, cyan, green, magenta, red, blue, black.
constexpr std::array<std::array<int, 3>, 8> kBars{{{180, 128, 128},
                                                   {168, 44, 136},
                                                   {145, 147, 44},
                                                   {133, 63, 52},
                                                   {63, 193, 204},
                                                   {51, 109, 212},
                                                   {28, 212, 120},
                                                   {16, 128, 128}}};
constexpr std::array<int, 3> kWhite{235, 128, 128};
constexpr double kTone_hz = 1000;
constexpr double kTone = 0.1;  // −20 dBFS
constexpr PixelFormat kForm{Chroma::k420, 8};

void draw(const ImageView& view, int64_t n) {
    const int bar = view.size.width / static_cast<int>(kBars.size()) & ~1;
    for (size_t i = 0; i < kBars.size(); ++i) {
        const int x = static_cast<int>(i) * bar;
        const int width = i + 1 == kBars.size() ? view.size.width - x : bar;
        fill(crop(view, {x, 0, width, view.size.height}), kBars[i]);
    }
    const int side = std::max(2, view.size.height / 8 & ~1);
    const int way = std::max(1, view.size.width - side);
    const int x = static_cast<int>(n * 4 % way) & ~1;
    fill(crop(view, {x, view.size.height * 3 / 4 & ~1, side, side}), kWhite);
}

}  // namespace

TestSource::TestSource(Size size, Rational rate)
    : size_{std::max(64, size.width & ~1), std::max(32, size.height & ~1)}, rate_(rate), begun_(monotonic_now()) {}

void TestSource::read(const LiveSink& sink) {
    const int64_t n = next_++;
    sleep_until(begun_ + frame_time(n, rate_));
    std::vector<float> sound;
    for (int64_t i = samples_until(n, rate_); i < samples_until(n + 1, rate_); ++i) {
        const double phase = 2 * std::numbers::pi * std::fmod(static_cast<double>(i) * kTone_hz / 48'000, 1);
        sound.insert(sound.end(), kRingChannels, static_cast<float>(kTone * std::sin(phase)));
    }
    sink.sound({sound, kRingChannels, 48'000, frame_time(n, rate_)});
    const std::shared_ptr<Image> image = pool_.take(size_, kForm);
    draw(image->view(), n);
    Picture picture{std::as_const(*image).view(), kDisplayColour, FieldOrder::kProgressive, new_picture_id(), image};
    sink.picture({std::move(picture), frame_time(n, rate_), frame_time(n + 1, rate_), {1, 1}});
}

}  // namespace gatecast
