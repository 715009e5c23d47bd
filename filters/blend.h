// SPDX-License-Identifier: GPL-3.0-or-later
// The inner loops over 8-bit samples: one table of kernels a target. lay_over.cpp, painter.cpp, brightness.cpp
// and overlay.cpp call them row by row, rotate.cpp square by square; on any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gatecast {

/// Contract of every kernel: `count` samples >= 0; no alignment asked of any pointer; nothing outside the `count`
/// samples is read or written; `to` may be equal to an input but not overlap it otherwise. All rounding is exact and
/// half up, so that every target gives the same bytes.
struct Kernels {
    const char* name = "";

    /// to = colour + round(to * (255 - alpha) / 255), at most 255; `colour` is premultiplied.
    void (*over)(uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int count) = nullptr;

    /// As `over`, colour and alpha first scaled: v = (v * opacity_256 + 128) / 256; opacity 0..256.
    void (*over_faded)(uint8_t* to, const uint8_t* colour, const uint8_t* alpha, int opacity_256, int count) = nullptr;

    /// to = (from * (256 - share) + other * share + 128) / 256; share 0..256.
    void (*mix)(uint8_t* to, const uint8_t* from, const uint8_t* other, int share_256, int count) = nullptr;

    /// to = (from * (256 - share) + value * share + 128) / 256; share 0..256.
    void (*fade)(uint8_t* to, const uint8_t* from, uint8_t value, int share_256, int count) = nullptr;

    /// to = (above + 2 * here + below + 2) / 4.
    void (*smooth)(uint8_t* to, const uint8_t* above, const uint8_t* here, const uint8_t* below, int count) = nullptr;

    /// A square of 16 x 16 samples mirrored about its diagonal; strides in bytes, negative ones too.
    void (*transpose)(uint8_t* to, ptrdiff_t to_stride, const uint8_t* from, ptrdiff_t from_stride) = nullptr;
};

/// The reference: plain loops that say what the others do.
[[nodiscard]] const Kernels& scalar_kernels();

/// The widest this machine has.
[[nodiscard]] const Kernels& fast_kernels();

/// Every SIMD table this machine can run, so that a test can force each.
[[nodiscard]] std::vector<Kernels> all_fast_kernels();

}  // namespace gatecast
