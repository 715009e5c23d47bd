// SPDX-License-Identifier: GPL-3.0-or-later
// A drawn thing ready to be laid over a display: made once (a cue, a logo, a label), blended many times.
// Made on a worker, read by the composing thread: always held as shared_ptr<const Overlay>.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "filters/image.h"

namespace gatecast {

/// Pixels x0 <= x < x1 of luma row y (of the overlay, not of the display) that are not fully transparent.
/// x0 is even; spans of a row are in order and do not touch.
struct InkSpan {
    int y = 0;
    int x0 = 0;
    int x1 = 0;
};

/// Premultiplied: every sample, its offset of 16 or 128 included, times alpha, so that over is ov + dst*(255-a)/255.
struct Overlay {
    Rect area;  // on the display's canvas; x and y even
    Chroma chroma = Chroma::k420;
    Image colour;                     // Y'CbCr, premultiplied, `chroma`
    Image alpha;                      // kGrey, luma size
    Image chroma_alpha;               // kGrey, chroma size: the box mean of alpha over the chroma sample
    std::vector<InkSpan> ink;         // luma rows, in order
    std::vector<InkSpan> chroma_ink;  // chroma rows in chroma samples: wherever chroma_alpha is not 0
    uint64_t change_id = 0;           // equal ids: equal pixels
    bool opaque = false;              // alpha is 255 everywhere: it is copied, and hides what lies below it
};
using OverlayRef = std::shared_ptr<const Overlay>;

/// Straight (not premultiplied) or premultiplied BGRA, as Cairo's ARGB32 (premultiplied) and decoders (straight) give
/// it.
struct BgraView {
    const uint8_t* data = nullptr;
    ptrdiff_t stride_bytes = 0;
    Size size;
    bool premultiplied = true;
};

/// Converts once: sRGB BGRA to the display's colour, finds the ink. `position` is rounded down to even.
[[nodiscard]] Overlay make_overlay(const BgraView& pixels, int x, int y, Chroma chroma, uint64_t change_id);

/// Fills `ink`, `chroma_ink` and `opaque` from `alpha`: for overlays drawn by other means than make_overlay.
void find_ink(Overlay& overlay);

/// A copy through a vertical 1-2-1 filter, for interlaced displays: no line stands in one field alone.
[[nodiscard]] Overlay soften_for_fields(const Overlay& overlay, uint64_t change_id);

}  // namespace gatecast
