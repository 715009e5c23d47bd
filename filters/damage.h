// SPDX-License-Identifier: GPL-3.0-or-later
// What a composed buffer holds, and which rectangles of it must be painted again to hold something else.
// canvas.cpp calls it.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "filters/canvas.h"

namespace gatecast {

/// Rectangles that do not overlap, few.
class Damage {
public:
    void add(const Rect& area);
    [[nodiscard]] std::span<const Rect> areas() const { return areas_; }

private:
    std::vector<Rect> areas_;
};

struct PictureKey {
    uint64_t id = 0;
    Size size;
    PixelFormat format;
    ColourSpec colour;
    Rect area;
    Fit fit = Fit::kFit;
    Kernel kernel = Kernel::kBicubic;
    Rational sample_aspect{1, 1};
    int rotation_degrees = 0;
    std::array<uint8_t, 3> bars{};
    friend bool operator==(const PictureKey&, const PictureKey&) = default;
};

struct FillKey {
    std::array<uint8_t, 3> ycbcr{};
    friend bool operator==(const FillKey&, const FillKey&) = default;
};

struct FadeKey {
    PictureKey from, to;
    int share_256 = 0;
    friend bool operator==(const FadeKey&, const FadeKey&) = default;
};

struct OverlayKey {
    Rect area;
    uint64_t change_id = 0;
    int opacity_256 = 256;
    friend bool operator==(const OverlayKey&, const OverlayKey&) = default;
};

/// A layer as it was painted, without its pixels: nothing of it is kept alive.
struct PaintedLayer {
    Rect area;            // on the canvas, even, clipped to it
    bool opaque = false;  // every pixel of `area` is its own
    bool whole = false;   // can only be painted whole: a picture
    bool known = true;    // false: an id of 0, which equals nothing
    std::variant<FillKey, PictureKey, FadeKey, OverlayKey> key;
};

[[nodiscard]] PaintedLayer painted(const Layer& layer, const Rect& canvas);

[[nodiscard]] bool same_pixels(const PaintedLayer& a, const PaintedLayer& b);
[[nodiscard]] bool same_pixels(std::span<const PaintedLayer> a, std::span<const PaintedLayer> b);

/// Where `after` may differ from `before`, grown so that pictures in it are painted whole.
[[nodiscard]] Damage damage_between(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after);

/// The uppermost opaque layer that hides everything below it in `area`, if there is one.
[[nodiscard]] std::optional<size_t> lowest_visible(std::span<const PaintedLayer> layers, const Rect& area);

/// Grows `damage` until every picture it shows is inside one of its areas.
void take_pictures_whole(std::span<const PaintedLayer> layers, Damage& damage);

}  // namespace gatecast
