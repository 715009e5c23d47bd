// SPDX-License-Identifier: GPL-3.0-or-later
// Single pictures in files: stills as sources, logos with their alpha, and PNGs of what was composed. Called while
// setting up; throws Error.
#pragma once

#include <filesystem>
#include <vector>

#include "filters/image.h"
#include "pipeline/media/clip.h"

namespace gatecast {

/// The picture as coded, planar; not turned.
[[nodiscard]] Picture read_still(const std::filesystem::path& path, const ClipLimits& limits = {});

struct BgraPixels {
    std::vector<uint8_t> bgra;  // rows without padding, straight alpha
    Size size;
};
[[nodiscard]] BgraPixels read_bgra(const std::filesystem::path& path, const ClipLimits& limits = {});

/// A composed picture (BT.709 limited, 8 bit) as an RGB PNG.
void write_png(const std::filesystem::path& path, const ConstImageView& picture);

}  // namespace gatecast
