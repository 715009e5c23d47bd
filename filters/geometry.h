// SPDX-License-Identifier: GPL-3.0-or-later
// Sizes, areas and time as every room counts them. Values only.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <numeric>

namespace gatecast {

/// A moment or a length on the stream: 64-bit nanoseconds, never a frame count, never the wall clock.
using Time = std::chrono::nanoseconds;

struct Point {
    int x = 0;
    int y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
    int width = 0;
    int height = 0;
    friend bool operator==(const Size&, const Size&) = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    friend bool operator==(const Rect&, const Rect&) = default;

    [[nodiscard]] int right() const { return x + width; }
    [[nodiscard]] int bottom() const { return y + height; }
    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
    [[nodiscard]] Size size() const { return {width, height}; }
};

[[nodiscard]] inline Rect intersection(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    return {x, y, std::max(0, std::min(a.right(), b.right()) - x), std::max(0, std::min(a.bottom(), b.bottom()) - y)};
}

[[nodiscard]] inline bool contains(const Rect& outer, const Rect& inner) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

[[nodiscard]] inline Rect area_of(const Size& size) {
    return {0, 0, size.width, size.height};
}

/// Frame rates and aspects, always in lowest terms after reduced().
struct Rational {
    int64_t num = 0;
    int64_t den = 1;
    friend bool operator==(const Rational&, const Rational&) = default;

    [[nodiscard]] Rational reduced() const {
        const int64_t divisor = std::gcd(num, den);
        return divisor > 1 ? Rational{num / divisor, den / divisor} : *this;
    }
    [[nodiscard]] double value() const { return static_cast<double>(num) / static_cast<double>(den); }
};

/// Start of frame n at `rate`, exact to the nanosecond below (128-bit inside: no overflow in a century).
[[nodiscard]] inline Time frame_time(int64_t n, Rational rate) {
    return Time(static_cast<int64_t>(static_cast<__int128>(n) * rate.den * 1'000'000'000 / rate.num));
}

/// Number of the frame whose interval holds `time`.
[[nodiscard]] inline int64_t frame_at(Time time, Rational rate) {
    const __int128 scaled = static_cast<__int128>(time.count()) * rate.num;
    const __int128 unit = static_cast<__int128>(rate.den) * 1'000'000'000;
    auto n = static_cast<int64_t>(scaled / unit);
    if (scaled < 0 && scaled % unit != 0) --n;
    if (frame_time(n + 1, rate) <= time) ++n;  // frame_time rounds down, so its inverse looks one ahead
    return n;
}

/// Samples of a 48 kHz track up to frame n: floor(n * 48000 / rate).
[[nodiscard]] inline int64_t samples_until(int64_t n, Rational rate, int sample_rate = 48000) {
    return static_cast<int64_t>(static_cast<__int128>(n) * sample_rate * rate.den / rate.num);
}

}  // namespace gatecast
