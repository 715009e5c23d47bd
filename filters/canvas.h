// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas of one display: layers in z order in, one composed picture out. Buffers are pooled and remember
// what they hold, so that only what changed is written again. One thread for each canvas; nothing is allocated a
// frame once the pool is warm.
#pragma once

#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "filters/overlay.h"
#include "filters/scale.h"
#include "filters/team.h"

namespace gatecast {

enum class Fit : uint8_t { kFit, kFill, kBlurFill, kStretch };

struct FillLayer {
    Rect area;
    std::array<uint8_t, 3> ycbcr{16, 128, 128};
};

/// A moving or still picture scaled into a region.
struct PictureLayer {
    Picture picture;  // id 0 is always drawn again
    Rect area;
    Fit fit = Fit::kFit;
    Kernel kernel = Kernel::kBicubic;
    Rational sample_aspect{1, 1};
    int rotation_degrees = 0;
    std::array<uint8_t, 3> bars{16, 128, 128};  // around a fitted picture
    int opacity_256 = 256;                      // of the whole region, bars too
};

enum class Transition : uint8_t { kCrossFade, kFade, kWipe };  // kFade: out to the bars' colour, then in
enum class Edge : uint8_t { kLeft, kRight, kTop, kBottom };

/// Two pictures of the same region in transition: share 0 is all `from`, 256 all `to`.
struct TransitionLayer {
    PictureLayer from;
    PictureLayer to;  // its area, bars and opacity are those of both
    int share_256 = 0;
    Transition kind = Transition::kCrossFade;
    Edge edge = Edge::kLeft;  // that a wipe begins at
};

struct OverlayLayer {
    OverlayRef overlay;
    int opacity_256 = 256;
    Point moved{};  // from the overlay's own place; even
    Rect window{};  // on the canvas, even: nothing is painted outside it; empty: no window
};

using Layer = std::variant<FillLayer, PictureLayer, TransitionLayer, OverlayLayer>;

class Canvas {
public:
    /// `team`, which must outlive the canvas, shares the work of large pictures; the pixels are the same without one.
    Canvas(Size size, Chroma chroma, Team* team = nullptr);
    ~Canvas();
    Canvas(Canvas&&) noexcept;

    /// Composes `layers` (bottom first; together they must cover the canvas). The result stays valid and unchanged
    /// while `owner` is held. Equal content gives the same id and the same buffer. A picture that fills the canvas as
    /// it is, with nothing over it, is given back itself.
    [[nodiscard]] Picture compose(std::span<const Layer> layers) noexcept;

    struct Stats {
        int64_t frames = 0;
        int64_t reused = 0;  // nothing had changed: no pixel was written
        int64_t pixels_written = 0;
        int64_t failed_layers = 0;  // a picture whose format no scaler takes is left out and counted
    };
    [[nodiscard]] const Stats& stats() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Where a picture of `source` (display aspect taken from sample_aspect, after rotation) lands in `area`, and the part
/// of it shown.
struct FitResult {
    Rect target;            // inside or equal to area, even
    Rect source_area_px16;  // before rotation, 1/16 px
};
[[nodiscard]] FitResult fit_picture(Size source, Rational sample_aspect, int rotation_degrees, const Rect& area,
                                    Fit fit);

}  // namespace gatecast
