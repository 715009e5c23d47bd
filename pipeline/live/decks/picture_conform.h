// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of a deck in the one form that costs the mixer nothing but scaling: 8 bit planar Y'CbCr in the display's
// colour, no larger than its place in the ring. What is so already passes untouched. On the deck's thread.
#pragma once

#include <memory>

#include "filters/scale.h"
#include "pipeline/live/decks/ring.h"

namespace gatecast {

class PictureConform {
public:
    explicit PictureConform(const RingWriter& ring) : ring_(ring) {}

    [[nodiscard]] Picture conform(const Picture& picture);

private:
    [[nodiscard]] Size size_for(Size size) const;

    const RingWriter& ring_;
    ImagePool pool_;
    std::unique_ptr<Scaler> scaler_;
};

}  // namespace gatecast
