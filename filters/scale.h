// SPDX-License-Identifier: GPL-3.0-or-later
// Scaling, cropping and colour conversion of one picture into a rectangle of another, by zimg.
// Built when the source's format changes, then run a frame: build throws ScaleError, run does not.
// One thread at a time for each Scaler.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "filters/image.h"

namespace gatecast {

enum class Kernel : uint8_t { kBilinear, kBicubic, kLanczos, kSpline36 };

struct ScaleSpec {
    Size source_size;
    PixelFormat source_format;
    ColourSpec source_colour;
    Rect source_area_px16;  // the part to show, in 1/16 px: fit and fill crop at fractions; empty: all of it
    Size target_size;
    PixelFormat target_format;
    ColourSpec target_colour = kDisplayColour;
    Kernel kernel = Kernel::kBicubic;
    int rotation_degrees =
        0;  // clockwise, 0 90 180 270: applied to the source before scaling; source_* are before rotation
    friend bool operator==(const ScaleSpec&, const ScaleSpec&) = default;
};

class ScaleError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

class Scaler {
public:
    explicit Scaler(const ScaleSpec& spec);
    ~Scaler();
    Scaler(Scaler&&) noexcept;
    Scaler& operator=(Scaler&&) noexcept;

    /// `to` may be a part of a larger picture, at any offset.
    void scale(const ConstImageView& from, const ImageView& to) noexcept;

    [[nodiscard]] const ScaleSpec& spec() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Lines of two pictures taken at the two field times, woven to one frame of the same size and format: even lines from
/// the first where top_first, odd lines from it otherwise.
void weave(const ConstImageView& first, const ConstImageView& second, bool top_first, const ImageView& to) noexcept;

}  // namespace gatecast
