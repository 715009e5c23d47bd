// SPDX-License-Identifier: GPL-3.0-or-later
// Scaled pictures of one canvas that are painted again as they are: a photo under a ticker is scaled once and copied
// from then on. One thread; region.cpp asks. A film, whose pictures change every frame, keeps nothing.
#pragma once

#include <vector>

#include "filters/damage.h"

namespace gatecast {

struct Still {
    PictureKey key;  // its opacity left out: a picture that fades in stays the same
    Image image;     // of the size of its area
    bool kept = false;
    int paints = 0;
    bool likely = false;  // the picture before it in this place was painted again, so this one may well be
    uint64_t seen_at = 0;
};

class Stills {
public:
    /// Before each frame: what was not seen for long is given up.
    void next_frame();

    /// Whether the pixels of this picture are kept. It counts as seen in this frame.
    [[nodiscard]] bool has(const PictureKey& key);

    /// Those pixels, to be painted again; null: they are not kept.
    [[nodiscard]] const Image* paint_again(const PictureKey& key);

    /// To be called when the picture is painted and is not kept: where to paint it, to set `kept` and to copy it from.
    /// Null: paint it at its place.
    [[nodiscard]] Still* worth_keeping(const PictureKey& key, Size size, PixelFormat format);

private:
    Still* entry_of(const PictureKey& key);
    Still* entry_for(const PictureKey& key);

    std::vector<Still> stills_;
    uint64_t frame_ = 0;
};

}  // namespace gatecast
