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
    void clear() { areas_.clear(); }
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
    int opacity_256 = 256;
    friend bool operator==(const PictureKey&, const PictureKey&) = default;
};
[[nodiscard]] PictureKey key_of(const PictureLayer& layer);

struct FillKey {
    std::array<uint8_t, 3> ycbcr{};
    friend bool operator==(const FillKey&, const FillKey&) = default;
};

struct TransitionKey {
    PictureKey from, to;
    int share_256 = 0;
    Transition kind = Transition::kCrossFade;
    Edge edge = Edge::kLeft;
    friend bool operator==(const TransitionKey&, const TransitionKey&) = default;
};

struct OverlayKey {
    Rect place;
    uint64_t change_id = 0;
    int opacity_256 = 256;
    friend bool operator==(const OverlayKey&, const OverlayKey&) = default;
};

/// A layer as it was painted, without its pixels: nothing of it is kept alive.
struct PaintedLayer {
    Rect area;            // on the canvas, even, clipped to it; empty: nothing of it is seen
    bool opaque = false;  // every pixel of `area` is its own
    bool whole = false;   // can only be painted whole: a picture
    bool known = true;    // false: an id of 0, which equals nothing
    std::variant<FillKey, PictureKey, TransitionKey, OverlayKey> key;
};

[[nodiscard]] PaintedLayer painted(const Layer& layer, Size canvas, Chroma chroma);

[[nodiscard]] bool same_pixels(const PaintedLayer& a, const PaintedLayer& b);
[[nodiscard]] bool same_pixels(std::span<const PaintedLayer> a, std::span<const PaintedLayer> b);

/// Whether nothing of `layers[i]` is seen: it is empty, or one above hides it whole.
[[nodiscard]] bool hidden(std::span<const PaintedLayer> layers, size_t i);

/// The uppermost opaque layer that hides everything below it in `area`, if there is one.
[[nodiscard]] std::optional<size_t> lowest_visible(std::span<const PaintedLayer> layers, const Rect& area);

/// Grows `damage` until every picture it shows is inside one of its areas.
void take_pictures_whole(std::span<const PaintedLayer> layers, Damage& damage);

/// Finds the differences of two lists of layers; keeps its tables, so that a frame allocates nothing.
class Comparison {
public:
    /// Where `after` may differ from `before`, grown so that pictures in it are painted whole. Valid until the next
    /// call.
    [[nodiscard]] const Damage& damage_between(std::span<const PaintedLayer> before,
                                               std::span<const PaintedLayer> after);

private:
    void add_changes(std::span<const PaintedLayer> before, std::span<const PaintedLayer> after);

    std::vector<int> lengths_;
    Damage damage_;
};

}  // namespace gatecast
