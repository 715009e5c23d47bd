// SPDX-License-Identifier: GPL-3.0-or-later
// The finished canvas at a share of its signal, for screens that are too bright at night. The render and live rooms
// call it after Canvas, on the same thread.
#pragma once

#include "filters/image.h"

namespace gatecast {

/// The share of the signal, 0..256, that gives `percent` of the light of a BT.1886 screen (gamma 2.4).
[[nodiscard]] int signal_share_256(double percent);

class Dimmer {
public:
    /// Y' = 16 + (Y - 16) k, C = 128 + (C - 128) k with k = share_256 / 256, rounded half up. `canvas` has 8 bit. The
    /// picture itself where k is 1; the same id for the same canvas and share.
    [[nodiscard]] Picture dim(const Picture& canvas, int share_256);

private:
    ImagePool pool_;
    Picture last_;
    uint64_t last_canvas_id_ = 0;
    int last_share_256_ = 256;
};

}  // namespace gatecast
