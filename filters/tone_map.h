// SPDX-License-Identifier: GPL-3.0-or-later
// HDR (PQ, HLG) to the SDR a BT.709 display shows: diffuse white at 93 % signal, highlights rolled off, hue kept.
// scale.cpp calls it between two zimg graphs. A table is computed once for a source; pixels are looked up in it.
#pragma once

#include <cstdint>
#include <vector>

#include "filters/image.h"

namespace gatecast {

/// The definition, in double precision: HDR signal 0..1 in, BT.709 signal (display gamma 2.4) 0..1 out.
[[nodiscard]] Rgb tone_mapped(const Rgb& signal, const ColourSpec& hdr);

class ToneMap {
public:
    explicit ToneMap(const ColourSpec& hdr);

    /// In place on 16-bit full range RGB. Integer arithmetic only: every machine gives the same. Greys stay grey.
    void apply(const ImageView& rgb16) const noexcept;

    [[nodiscard]] std::array<uint16_t, 3> apply(const std::array<uint16_t, 3>& signal) const noexcept;

private:
    std::vector<uint64_t> nodes_;  // three channels in one word, so that one product weighs all three
};

}  // namespace gatecast
